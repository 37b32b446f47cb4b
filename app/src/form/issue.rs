//! What is typed about an issue, read in one place: by the browser, which checks before it sends,
//! and by the server, which gets the plain form.

use domain::field::Check;
use domain::issue::{AddFacts, Category, Discretion, EditIssue, FileIssue, check_words};
use domain::place::{Area, Place, Position, Source};
use domain::{BuildingId, Field, IssueId, PhotoId, Problem, Refusal};

use super::Typed;

/// The hidden input with the id that the server made for the issue.
pub const ISSUE: &str = "issue";

/// The inputs with the place of an issue that is filed.
pub const BUILDING: &str = "building";
pub const LAT: &str = "lat";
pub const LON: &str = "lon";
pub const ACCURACY: &str = "accuracy";
pub const SOURCE: &str = "source";
/// Ticked where the position that a photo carries is to be the place.
pub const USE_PHOTO_POSITION: &str = "use_photo_position";

/// Ticked where neighbours are not told whose report it is, and where it is about a home.
pub const NAMELESS: &str = "nameless";
pub const AT_HOME: &str = "at_home";

/// What of an issue its reporter keeps from neighbours, by what is ticked.
pub fn discretion(typed: &Typed) -> Discretion {
    Discretion {
        nameless: !typed.text(NAMELESS).is_empty(),
        at_home: !typed.text(AT_HOME).is_empty(),
    }
}

/// The hidden input that names the photos which the server kept when it sent a form back: browsers
/// don't fill in files twice, and nobody is to look for them again.
pub const KEPT_PHOTOS: &str = "kept_photos";

/// The issue that is filed, or all that is wrong with it: `check` has what was found before. `more`
/// are photos that the form does not name. What is on the plan is not asked here.
pub fn filing(
    typed: &Typed,
    issue: IssueId,
    more: Vec<PhotoId>,
    mut check: Check,
) -> Result<FileIssue, Refusal> {
    let EditIssue {
        issue,
        category,
        title,
        body,
        area,
    } = read(typed, issue, &mut check);
    let position = position(typed).unwrap_or_else(|problem| {
        check.wrong(Field::Place, problem);
        None
    });
    check.done()?;
    let building = typed.text(BUILDING);
    let mut photos = kept_photos(typed);
    photos.extend(more);
    Ok(FileIssue {
        issue,
        category,
        title,
        body,
        area,
        place: Place {
            position,
            building: (!building.is_empty()).then_some(BuildingId(building)),
        },
        photos,
        discretion: discretion(typed),
    })
}

/// The issue as it was edited, or all that is wrong with it.
pub fn editing(typed: &Typed, issue: IssueId) -> Result<EditIssue, Refusal> {
    let mut check = Check::default();
    let edit = read(typed, issue, &mut check);
    check.done()?;
    Ok(edit)
}

/// What is added to an issue; `more` are photos that the form does not name.
pub fn adding(typed: &Typed, issue: IssueId, more: Vec<PhotoId>) -> AddFacts {
    let mut photos = kept_photos(typed);
    photos.extend(more);
    AddFacts {
        issue,
        body: typed.get(Field::Body),
        photos,
    }
}

/// What both forms ask. Where something is wrong, `check` says so and something stands in for it.
fn read(typed: &Typed, issue: IssueId, check: &mut Check) -> EditIssue {
    let (title, body) = (typed.get(Field::Title), typed.get(Field::Body));
    check_words(check, &title, &body);
    let category = typed.get(Field::Category);
    let category = Category::from_code(&category).unwrap_or_else(|| {
        check.wrong(Field::Category, not_chosen(&category));
        Category::Other
    });
    let area = typed.get(Field::Area);
    let area = Area::from_code(&area).unwrap_or_else(|| {
        check.wrong(Field::Area, not_chosen(&area));
        Area::Estate
    });
    EditIssue {
        issue,
        category,
        title,
        body,
        area,
    }
}

/// What is wrong with a choice that is none.
fn not_chosen(code: &str) -> Problem {
    if code.is_empty() {
        Problem::Missing
    } else {
        Problem::Unknown
    }
}

/// The position in its inputs, if there is one, or that it can't be read.
///
/// Read as JSON, whose reader the bundle has anyway: `str::parse` of a number with a point would
/// bring a table of 10 KB.
pub fn position(typed: &Typed) -> Result<Option<Position>, Problem> {
    let (lat, lon) = (typed.text(LAT), typed.text(LON));
    if lat.is_empty() && lon.is_empty() {
        return Ok(None);
    }
    let degrees = |text: &str| serde_json::from_str(text).map_err(|_| Problem::Unknown);
    let position = Position {
        lat: degrees(&lat)?,
        lon: degrees(&lon)?,
        accuracy: typed.text(ACCURACY).parse().ok(),
        source: Source::from_code(&typed.text(SOURCE)).unwrap_or(Source::Plan),
    };
    if position.is_sound() {
        Ok(Some(position))
    } else {
        Err(Problem::Unknown)
    }
}

/// The ids of the photos that the server kept.
pub fn kept_photos(typed: &Typed) -> Vec<PhotoId> {
    let ids = typed.text(KEPT_PHOTOS);
    let ids = ids.split_whitespace();
    ids.filter_map(|id| id.parse().ok()).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::form::tests::typed;

    const ISSUE: IssueId = IssueId(uuid::Uuid::nil());

    fn fields(refusal: Refusal) -> Vec<(Field, Problem)> {
        let Refusal::Invalid(errors) = refusal else {
            panic!("{refusal:?}")
        };
        let errors = errors.into_iter();
        errors.map(|error| (error.field, error.problem)).collect()
    }

    fn wrong(pairs: &[(&str, &str)]) -> Vec<(Field, Problem)> {
        let read = filing(&typed(pairs), ISSUE, vec![], Check::default());
        fields(read.expect_err("something is wrong"))
    }

    #[test]
    fn a_form_with_a_title_a_category_and_an_area_is_enough() {
        let form = typed(&[
            ("category", "lift"),
            ("title", "电梯"),
            ("area", "cluster:East"),
            ("building", ""),
        ]);
        let issue = filing(&form, ISSUE, vec![], Check::default()).expect("enough");
        assert_eq!(issue.area, Area::Cluster("East".into()));
        assert_eq!((issue.place, issue.photos), (Place::default(), vec![]));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let form = [
            ("category", "dragons"),
            ("area", "moon"),
            ("lat", "91"),
            ("lon", "0"),
        ];
        assert_eq!(
            wrong(&form),
            [
                (Field::Title, Problem::Missing),
                (Field::Category, Problem::Unknown),
                (Field::Area, Problem::Unknown),
                (Field::Place, Problem::Unknown)
            ]
        );
        let mut before = Check::default();
        before.wrong(Field::Photo, Problem::NotAPhoto);
        let words = typed(&[("title", "电梯"), ("category", "lift"), ("area", "estate")]);
        let read = filing(&words, ISSUE, vec![], before).expect_err("the photo is none");
        assert_eq!(fields(read), [(Field::Photo, Problem::NotAPhoto)]);
    }

    #[test]
    fn what_was_not_chosen_is_asked_for_and_nothing_taken_instead() {
        let title = ("title", "电梯");
        let missing = [
            (Field::Category, Problem::Missing),
            (Field::Area, Problem::Missing),
        ];
        assert_eq!(wrong(&[title]), missing);
        assert_eq!(wrong(&[title, ("category", ""), ("area", "")]), missing);
        let unknown = [(Field::Area, Problem::Unknown)];
        for area in ["moon", "building", "tower:3"] {
            let form = [title, ("category", "lift"), ("area", area)];
            assert_eq!(wrong(&form), unknown, "filing: {area}");
            let edit = editing(&typed(&form), ISSUE);
            assert_eq!(fields(edit.expect_err("no area")), unknown, "{area}");
        }
    }

    #[test]
    fn an_edited_issue_is_read_like_a_filed_one() {
        let form = typed(&[
            ("category", "lift"),
            ("title", " 电梯 "),
            ("body", "坏了"),
            ("area", "building:7"),
        ]);
        let filed = filing(&form, ISSUE, vec![], Check::default()).expect("an issue");
        let edited = editing(&form, ISSUE).expect("an issue");
        assert_eq!(
            edited,
            EditIssue {
                issue: filed.issue,
                category: filed.category,
                title: filed.title,
                body: filed.body,
                area: filed.area,
            }
        );
        assert_eq!(edited.area, Area::Building(BuildingId("7".into())));
    }

    #[test]
    fn a_position_comes_back_as_it_was_written() {
        let read = |pairs: &[(&str, &str)]| position(&typed(pairs));
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(
            read(&[
                (LAT, "31.4012345"),
                (LON, "121.25"),
                (ACCURACY, "12"),
                (SOURCE, Source::Gps.code())
            ]),
            Ok(Some(Position {
                lat: 31.401_234_5,
                lon: 121.25,
                accuracy: Some(12),
                source: Source::Gps,
            }))
        );
        for (lat, lon) in [("91", "0"), ("north", "0"), ("31", ""), ("NaN", "0")] {
            let read = read(&[(LAT, lat), (LON, lon)]);
            assert_eq!(read, Err(Problem::Unknown), "{lat} {lon}");
        }
    }
}
