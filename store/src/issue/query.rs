//! What the feed asks the database, in each of its orders.

use domain::CommunityId;
use domain::issue::{COUNTED, FEED_PAGE, FeedOrder, FeedQuery, Near};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use super::words::{Found, Wanted};
use super::{can_be_listed, card_columns, card_tables, open_for_seconds};
use crate::Result;
use crate::sql::{Columns, read_cursor};

#[derive(Clone)]
enum Value {
    Text(String),
    Number(i64),
    Float(f64),
}

/// A query put together from fixed parts: only the parts that apply, so that the database sees
/// which index fits. Nothing that people send ever becomes part of its text.
#[derive(Clone)]
pub(super) struct Sql {
    /// Conditions on issues `i`.
    conditions: String,
    /// They leave so few that these are found first and put in order then, instead of walking all
    /// issues in their order.
    few: bool,
    /// Of the places in them, from `$1`.
    values: Vec<Value>,
}

impl Sql {
    /// The filter of the feed, with the words that are looked for and where they were found. `$1`
    /// is the community and `$2` the viewer.
    pub(super) fn new(
        community: CommunityId,
        viewer: &str,
        query: &FeedQuery,
        words: Option<(&Wanted, &Found)>,
    ) -> Self {
        let mut sql = Self {
            conditions: "i.community_id = $1".to_owned(),
            few: query.order == FeedOrder::Mine || matches!(words, Some((_, Found::Numbers(_)))),
            values: vec![
                Value::Text(community.to_string()),
                Value::Text(viewer.to_owned()),
            ],
        };
        let only = match query.order {
            FeedOrder::Newest | FeedOrder::MostSeconded => " and i.hidden = 0",
            FeedOrder::Ranked => concat!(" and i.hidden = 0 and i.status in ", can_be_listed!()),
            FeedOrder::Common => concat!(
                " and i.hidden = 0 and i.seconds > 0 and i.status in ",
                open_for_seconds!()
            ),
            // One's own, hidden or not.
            FeedOrder::Mine => {
                " and (i.hidden = 0 or i.reporter_id = $2) and i.id in (
                    select issue_id from seconds where community_id = $1 and person_id = $2
                    union
                    select id from issues where community_id = $1 and reporter_id = $2
                )"
            }
        };
        sql.conditions.push_str(only);
        if let Some(category) = query.filter.category {
            sql.and("i.category = ", vec![Value::Text(category.code().into())]);
        }
        if let Some(status) = query.filter.status {
            sql.and("i.status = ", vec![Value::Text(status.code().into())]);
        }
        if let Some((wanted, found)) = words {
            sql.contains(wanted, found);
        }
        sql
    }

    /// Adds that the words of an issue contain these, wherever they stand in them.
    fn contains(&mut self, wanted: &Wanted, found: &Found) {
        match found {
            Found::Numbers(numbers) if numbers.is_empty() => self.conditions.push_str(" and 0 = 1"),
            Found::Numbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                self.conditions.push_str(" and i.number in (");
                self.conditions.push_str(&numbers.join(", "));
                self.conditions.push(')');
            }
            Found::Many => {}
        }
        let patterns = wanted.patterns(found);
        if patterns.is_empty() {
            return;
        }
        let like: Vec<String> = (self.values.len() + 1..)
            .take(patterns.len())
            .map(|n| format!(" and w.words like ${n} escape '\\'"))
            .collect();
        self.conditions.push_str(
            " and exists (select 1 from issue_words w
                where w.community_id = i.community_id and w.issue_id = i.id",
        );
        self.conditions.push_str(&like.concat());
        self.conditions.push(')');
        self.values.extend(patterns.into_iter().map(Value::Text));
    }

    /// Adds a condition that compares with values.
    fn and(&mut self, condition: &'static str, values: Vec<Value>) {
        self.conditions.push_str(" and ");
        self.conditions.push_str(condition);
        let first = self.values.len() + 1;
        let places: Vec<String> = (first..first + values.len())
            .map(|n| format!("${n}"))
            .collect();
        // One value in brackets is the value itself; several are a row, compared from left to
        // right.
        let places = ["(", &places.join(", "), ")"].concat();
        self.conditions.push_str(&places);
        self.values.extend(values);
    }

    /// How many match, on all pages; of many only that they are more than [`COUNTED`].
    pub(super) fn count(&self) -> String {
        let conditions = &self.conditions;
        let most = COUNTED + 1;
        format!(
            "select count(*) as total from (
                select 1 as one from issues i where {conditions} limit {most}
            ) x"
        )
    }

    /// All that match.
    pub(super) fn ids(&self) -> String {
        format!("select i.id from issues i where {}", self.conditions)
    }

    /// One page, and one row more to see whether there is another.
    pub(super) fn page(&mut self, query: &FeedQuery) -> String {
        // A sum is in no index: with a plus in front neither database walks the order's.
        let (key, order) = match (query.order, self.few) {
            // The ranking and common ground have pages of their own.
            (
                FeedOrder::Newest | FeedOrder::Mine | FeedOrder::Ranked | FeedOrder::Common,
                false,
            ) => (
                "(i.filed_at, i.number) < ",
                "i.filed_at desc, i.number desc",
            ),
            (FeedOrder::Newest | FeedOrder::Mine | FeedOrder::Ranked | FeedOrder::Common, true) => {
                (
                    "(+i.filed_at, +i.number) < ",
                    "+i.filed_at desc, +i.number desc",
                )
            }
            (FeedOrder::MostSeconded, false) => {
                ("(i.seconds, i.number) < ", "i.seconds desc, i.number desc")
            }
            (FeedOrder::MostSeconded, true) => (
                "(+i.seconds, +i.number) < ",
                "+i.seconds desc, +i.number desc",
            ),
        };
        if let Some((first, number)) = query.after.as_deref().and_then(read_cursor) {
            self.and(key, vec![Value::Number(first), Value::Number(number)]);
        }
        format!(
            "select {} from {} where {} order by {order} limit {}",
            card_columns!(),
            card_tables!(),
            self.conditions,
            FEED_PAGE + 1,
        )
    }

    /// A page in the order of the distance, which the database computes for each issue that matches
    /// within so many metres to each side, or wherever it is.
    pub(super) fn nearest(&mut self, near: Near, query: &FeedQuery, within: Option<f64>) -> String {
        let at = near.point();
        let (north, east) = at.metres_per_degree();
        if let Some(metres) = within {
            let n = self.values.len();
            let [south, top, west, right] = [1, 2, 3, 4].map(|i| format!("${}", n + i));
            // The first part is for the index, in which only issues with a position of their own
            // have a place.
            let inside = format!(
                " and (i.lat between {south} and {top} or i.lat is null)
                and coalesce(i.lat, cb.lat) between {south} and {top}
                and coalesce(i.lon, cb.lon) between {west} and {right}"
            );
            self.conditions.push_str(&inside);
            let (lat, lon) = (metres / north, metres / east);
            let sides = [at.lat - lat, at.lat + lat, at.lon - lon, at.lon + lon];
            self.values.extend(sides.map(Value::Float));
        }
        let n = self.values.len();
        let [lat, lon, north_place, east_place] = [1, 2, 3, 4].map(|i| format!("${}", n + i));
        let up = format!("((coalesce(i.lat, cb.lat) - {lat}) * {north_place})");
        let right = format!("((coalesce(i.lon, cb.lon) - {lon}) * {east_place})");
        // Its square, in square tenths of a metre: whole numbers, so that the next page begins
        // exactly where this one ends.
        let distance = format!(
            "coalesce(cast(round({up} * {up} + {right} * {right}) as bigint), {})",
            i64::MAX
        );
        let values = [at.lat, at.lon, north * 10.0, east * 10.0];
        self.values.extend(values.map(Value::Float));
        if let Some((first, number)) = query.after.as_deref().and_then(read_cursor) {
            let n = self.values.len();
            let [first_place, number_place] = [1, 2].map(|i| format!("${}", n + i));
            let after = format!(
                " and ({distance} > {first_place}
                    or ({distance} = {first_place} and i.number < {number_place}))"
            );
            self.conditions.push_str(&after);
            self.values
                .extend([Value::Number(first), Value::Number(number)]);
        }
        format!(
            "select {}, {distance} as distance from {} where {}
            order by distance, i.number desc limit {}",
            card_columns!(),
            card_tables!(),
            self.conditions,
            FEED_PAGE + 1,
        )
    }

    /// A text from above with its values.
    pub(super) fn query(&self, text: String) -> Query<'_, Any, AnyArguments> {
        let query = sqlx::query(AssertSqlSafe(text));
        self.values.iter().fold(query, |query, value| match value {
            Value::Text(text) => query.bind(text.as_str()),
            Value::Number(number) => query.bind(*number),
            Value::Float(number) => query.bind(*number),
        })
    }
}

/// Where a page ended: what it is sorted by, and the number that makes the order total.
pub(super) fn cursor(last: &AnyRow, query: &FeedQuery) -> Result<String> {
    let first = match query.order {
        _ if query.near.is_some() => last.int("distance")?,
        FeedOrder::Newest | FeedOrder::Mine | FeedOrder::Ranked | FeedOrder::Common => {
            last.int("filed_at")?
        }
        FeedOrder::MostSeconded => last.int("seconds")?,
    };
    Ok(format!("{first}.{}", last.int("number")?))
}

#[cfg(test)]
mod tests {
    use domain::community::CreateCommunity;
    use domain::issue::{Category, FeedFilter, ImportReport, Status};
    use domain::{
        Command, CommandId, Envelope, IssueId, Language, PersonId, Sender, Timestamp, Zone,
    };
    use sqlx::Row;
    use uuid::Uuid;

    use super::*;
    use crate::Store;

    fn envelope(n: u32, command: Command) -> Envelope {
        Envelope {
            id: CommandId(Uuid::from_u128(u128::from(n))),
            command,
        }
    }

    /// So many reports, of which every fourth is open.
    async fn imported(store: &Store, community: CommunityId, many: u32) {
        let create = Command::CreateCommunity(CreateCommunity {
            slug: "boston".into(),
            name: "Boston".into(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::utc(),
        });
        let mut envelopes = vec![envelope(0, create)];
        for n in 1..=many {
            let report = ImportReport {
                issue: IssueId(Uuid::from_u128(u128::from(n))),
                category: Category::ALL[n as usize % 5],
                title: format!("Report {n}"),
                body: String::new(),
                position: None,
                filed_at: Timestamp(i64::from(n / 3)),
                closed_at: None,
                closed: n % 4 != 0,
            };
            envelopes.push(envelope(n, Command::ImportReport(report)));
        }
        let answers = store
            .execute_all(community, Sender::Operator, &envelopes, Timestamp(0))
            .await
            .expect("no fault");
        assert!(answers.iter().all(std::result::Result::is_ok));
    }

    /// How SQLite carries a query out, one step a line.
    async fn steps(store: &Store, sql: &Sql, text: String) -> Vec<String> {
        let explain = sql.query(format!("explain query plan {text}"));
        let rows = explain.fetch_all(&store.read).await;
        let rows = rows.expect("a plan");
        rows.iter().map(|row| row.get("detail")).collect()
    }

    #[tokio::test]
    async fn a_page_of_many_issues_is_read_along_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url).await.expect("a database");
        let community = CommunityId(Uuid::from_u128(1));
        imported(&store, community, 5_000).await;
        let viewer = Some(PersonId(Uuid::from_u128(7)));
        for order in [FeedOrder::Newest, FeedOrder::MostSeconded] {
            for category in [None, Some(Category::Lift)] {
                for status in [None, Some(Status::Closed)] {
                    let mut query = FeedQuery {
                        order,
                        filter: FeedFilter { category, status },
                        ..FeedQuery::default()
                    };
                    for page in 1..=2 {
                        let what = format!("page {page} of {query:?}");
                        let mut sql = Sql::new(community, "", &query, None);
                        let page = sql.page(&query);
                        let steps = steps(&store, &sql, page).await;
                        // One walk along an index in the order of the list, and nothing sorted
                        // afterwards.
                        assert!(
                            steps[0].starts_with("SEARCH i USING INDEX issues_"),
                            "{what}: {steps:?}"
                        );
                        let sorted = steps.iter().any(|step| step.contains("TEMP B-TREE"));
                        let scanned = steps.iter().any(|step| step.starts_with("SCAN"));
                        assert!(!sorted && !scanned, "{what}: {steps:?}");
                        let feed = store.feed(community, viewer, &query).await;
                        let feed = feed.expect("no fault");
                        assert_eq!(feed.cards.len(), FEED_PAGE as usize);
                        query.after = feed.next;
                    }
                }
            }
        }
    }

    #[tokio::test]
    async fn words_of_few_and_of_many_issues_find_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url).await.expect("a database");
        let community = CommunityId(Uuid::from_u128(1));
        imported(&store, community, 1_200).await;
        for words in ["port 49", "1199", "report", "x"] {
            let query = FeedQuery {
                words: words.into(),
                ..FeedQuery::default()
            };
            let feed = store.feed(community, None, &query).await.expect("no fault");
            let digits = words.trim_start_matches(|c: char| !c.is_ascii_digit());
            let all = (1..=1_200).filter(|n: &u32| n.to_string().contains(digits));
            let all = if words == "x" { 0 } else { all.count() };
            assert_eq!(
                feed.total as usize,
                all.min(COUNTED as usize + 1),
                "{words}"
            );
            let wanted = Wanted::of(words);
            let mut sql = Sql::new(community, "", &query, Some((&wanted, &Found::Many)));
            let page = sql.page(&query);
            let rows = sql.query(page).fetch_all(&store.read).await.expect("rows");
            let rows = rows.iter().take(FEED_PAGE as usize);
            let numbers: Vec<u32> = rows.map(|row| row.number("number").expect("one")).collect();
            let cards = feed.cards.iter().map(|card| card.number);
            assert_eq!(cards.collect::<Vec<_>>(), numbers, "{words}");
        }
    }
}
