//! How far people of all areas and kinds of housing take part, and what they second together: for
//! the branch, beside the figures that everybody reads. It orders no agenda and names nobody.

use app::context::Preferences;
use app::door::Entered;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::Community;
use domain::figures::{
    CommonGround, Counts, FEW, Group, Integration, integration, tenths as percent,
};
use domain::household::Housing;
use domain::words::{T, escape};
use store::Shared;

use super::super::session::enter;
use super::super::setup::{Reader, list};
use super::super::{At, Fault, Server, pages};
use super::as_file;
use super::table::Table;

pub const TITLE: T = T("参与和共识", "Taking part");
const COMMON: T = T("共识", "Common ground");
/// Issues on the page; the file has all.
const ISSUES: usize = 20;

/// What a kind of housing is called.
fn housing(kind: Option<Housing>) -> T {
    match kind {
        Some(Housing::Commodity) => T("商品房", "Sold on the market"),
        Some(Housing::Affordable) => T("共有产权保障房", "Affordable"),
        Some(Housing::Relocated) => T("动迁安置房", "Relocated"),
        Some(Housing::LowRent) => T("公租房", "Low-rent"),
        Some(Housing::Other) => T("其他", "Other"),
        None => T("没有登记", "Not registered"),
    }
}

/// What the page and its files are made of.
struct Shown {
    reader: Reader,
    integration: Integration,
    shared: Vec<Shared>,
}

impl Shown {
    async fn of(server: &Server, community: &Community, parts: &Parts) -> Result<Self, Fault> {
        let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
        let homes = server.store.homes(community.id).await?;
        Ok(Self {
            reader: Reader(preferences),
            integration: integration(&homes),
            shared: server.store.common_ground(community.id).await?,
        })
    }
}

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, .. } = enter(&server, &slug, &parts).await?;
    let shown = Shown::of(&server, &community, &parts).await?;
    let (base, home) = (format!("/{slug}/integration"), format!("/{slug}"));
    let reader = shown.reader;
    let content = shown.content(&community, &base);
    let body = reader.frame(&base, &home, &community.name, &content);
    Ok(pages::document(&server, &parts, reader.t(TITLE).to_owned(), body).await)
}

/// One of its tables as a file.
pub async fn file(
    State(server): State<Server>,
    At((slug, file)): At<(String, String)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let community = enter(&server, &slug, &parts).await?.community;
    let name = file.strip_suffix(".csv").ok_or(Fault::NotFound)?;
    let shown = Shown::of(&server, &community, &parts).await?;
    let table = shown.tables().into_iter().find(|table| table.name == name);
    Ok(as_file(&table.ok_or(Fault::NotFound)?, &slug))
}

/// A row of counts; dashes where they are kept back.
fn row(name: String, counts: Option<Counts>) -> Vec<Option<String>> {
    let counts = counts.map(|it| {
        [
            it.households,
            it.heard,
            it.reports,
            it.seconds,
            it.items,
            it.solved,
        ]
    });
    let mut row = vec![Some(name)];
    row.extend((0..6).map(|at| counts.map(|counts| counts[at].to_string())));
    row
}

impl Shown {
    fn tables(&self) -> [Table; 3] {
        let t = |text| self.reader.t(text);
        let head = |first| {
            vec![
                t(first),
                t(T("户数", "Households")),
                t(T("参与户数", "Heard from")),
                t(T("反映", "Reports")),
                t(T("附议", "Seconds")),
                t(T("上会", "On an agenda")),
                t(T("解决", "Solved")),
            ]
        };
        let total = || {
            let counts = self.integration.total;
            row(t(T("全居民区", "The whole estate")).to_owned(), counts)
        };
        let area = |(area, counts): &Group<String>| {
            let name = match area.as_str() {
                "" => t(T("没有分片区", "In no area")),
                area => area,
            };
            row(name.to_owned(), *counts)
        };
        let kind =
            |(kind, counts): &Group<Option<Housing>>| row(t(housing(*kind)).to_owned(), *counts);
        let areas = self.integration.by_area.iter().map(area);
        let kinds = self.integration.by_housing.iter().map(kind);
        [
            Table {
                name: "areas",
                title: t(T("按片区", "By area")),
                head: head(T("片区", "Area")),
                rows: areas.chain([total()]).collect(),
            },
            Table {
                name: "housing",
                title: t(T("按房屋性质", "By kind of housing")),
                head: head(T("房屋性质", "Housing")),
                rows: kinds.chain([total()]).collect(),
            },
            Table {
                name: "common",
                title: t(COMMON),
                head: vec![
                    t(T("议题", "Issue")),
                    t(T("片区间", "Among areas")),
                    t(T("有附议的片区", "Areas that second")),
                    t(T("房屋性质间", "Among kinds of housing")),
                    t(T("有附议的性质", "Kinds that second")),
                ],
                rows: self.shared.iter().map(common).collect(),
            },
        ]
    }

    fn content(&self, community: &Community, base: &str) -> String {
        let reader = self.reader;
        let slug = escape(&community.slug);
        let [areas, kinds, common] = self.tables();
        let section = |table: &Table, more: String| {
            format!(
                r#"<section class="section stack" id="{name}"><h2 class="section__title">{title}</h2>{table}{more}</section>"#,
                name = table.name,
                title = table.title,
                table = table.html(reader, base, usize::MAX),
            )
        };
        format!(
            r#"<p class="screen-only"><a href="/{slug}/figures">{back}</a></p><h1 class="title">{title}</h1><p class="lead">{lead}</p>{areas}{kinds}{silent}{common}<section class="section stack" id="how"><h2 class="section__title">{how}</h2>{definitions}</section>"#,
            back = reader.t(T("← 办理统计", "← Figures")),
            title = reader.t(TITLE),
            lead = reader.t(T(
                "各个片区、各种房屋的居民怎样参与，哪些问题大家一起附议。只给居委和书记看，不给任何人、任何片区排名，也不影响会议议程。",
                "How people of all areas and kinds of housing take part, and what they second together. For the committee and the secretary; it ranks neither people nor areas, and no agenda is made by it.",
            )),
            areas = section(&areas, String::new()),
            kinds = section(&kinds, String::new()),
            silent = self.silent(&slug),
            common = self.common(&common, &slug, base),
            how = reader.t(T("怎样统计", "How this is counted")),
            definitions = self.definitions(),
        )
    }

    /// Buildings from which nothing has come, with a way to go there.
    fn silent(&self, slug: &str) -> String {
        let reader = self.reader;
        let Integration { silent, small, .. } = &self.integration;
        let said = if silent.is_empty() {
            let words = T(
                "每栋楼都有人参与了。",
                "Something has come from every building.",
            );
            format!("<p>{}</p>", reader.t(words))
        } else {
            let words = T("可以上门听一听：", "Somebody could go and ask:");
            let names = list(silent.iter().map(String::as_str));
            let to = reader.t(T(
                "打印上门收集附议表",
                "Print a list to go from door to door",
            ));
            format!(
                r#"<p>{}</p>{names}<p class="screen-only"><a href="/{slug}/behalf/list">{to}</a></p>"#,
                reader.t(words)
            )
        };
        let small = if *small > 0 {
            let words = T(
                "另有 {} 栋不到 {} 户，不单独列出。",
                "Not told of {} with fewer than {} households.",
            );
            let words = reader.tf(words, &[small, &FEW]);
            format!(r#"<p class="muted">{words}</p>"#)
        } else {
            String::new()
        };
        format!(
            r#"<section class="section stack" id="silent"><h2 class="section__title">{}</h2>{said}{small}</section>"#,
            reader.t(T("还没有声音的楼栋", "Buildings not heard from")),
        )
    }

    fn common(&self, table: &Table, slug: &str, base: &str) -> String {
        let reader = self.reader;
        let many = self.shared.len();
        if many == 0 {
            let none = T(
                "现在没有可以附议的议题有人附议。",
                "Nothing that is open is seconded now.",
            );
            return format!(
                r#"<section class="section stack" id="common"><h2 class="section__title">{}</h2><p class="muted">{}</p></section>"#,
                table.title,
                reader.t(none)
            );
        }
        let first = Table {
            rows: table.rows.iter().take(ISSUES).cloned().collect(),
            ..table.clone()
        };
        let feed = reader.t(T("在议题列表里按共识看", "The issues in this order"));
        format!(
            r#"<section class="section stack" id="common"><h2 class="section__title">{}</h2>{}<p class="screen-only"><a href="/{slug}/issues?order=common">{feed}</a></p></section>"#,
            table.title,
            first.html(reader, base, usize::MAX),
        )
    }

    fn definitions(&self) -> String {
        let language = self.reader.language();
        let all = [
            T(
                "户数：住户登记里的；参与户数：反映过问题，或者现在有附议的。反映、附议算在本人所在的那一户，代录的也算。",
                "Households: those of the register. Heard from: those whose people filed something or second something now. Reports and seconds count for the household of whoever gave them, those entered on behalf too.",
            )
            .of(language)
            .to_owned(),
            T(
                "上会：这些反映中列入过已锁定议程的；解决：最近一次结果，反映人认为解决了，并且没有重新办理。",
                "On an agenda: reports that were on a locked one. Solved: reports whose last result the reporter calls solved, and which were not taken up again.",
            )
            .of(language)
            .to_owned(),
            T(
                "不到 {} 户的不显示（—）；为了不能用减法算出来，有时还要再隐去一组，或者隐去合计。前后两次的数字相减，仍能看出这期间多了什么。",
                "Of fewer than {} households nothing is shown (—); so that nobody works them out by subtraction, sometimes another group is kept back as well, or the total. Whoever compares two days still sees what came between them.",
            )
            .with(language, &[&FEW]),
            T(
                "共识：各片区（至少 {} 户的）附议率的几何平均数；附议率是附议的户数除以全部户数。有一个片区没人附议就是 0。房屋性质同样计算。",
                "Common ground: the geometric mean of the support rates of the areas that have at least {} households; a rate is the households that second, of all. Where one area has none it is 0. Among kinds of housing it is worked out in the same way.",
            )
            .with(language, &[&FEW]),
            T(
                "局限：只关系到一栋楼的问题，共识自然低，并不因此不重要；小片区的一户比大片区的一户分量重；没有参与的人想什么，这里看不出来。",
                "Its limits: what concerns one building has little common ground, and may matter all the same; a household of a small area weighs more than one of a large area; what those think who take no part does not show.",
            )
            .of(language)
            .to_owned(),
        ];
        list(all.iter().map(String::as_str))
    }
}

/// An issue with how it stands.
fn common(shared: &Shared) -> Vec<Option<String>> {
    let reached = |ground: &CommonGround| Some(format!("{}/{}", ground.reached(), ground.0.len()));
    vec![
        Some(format!("{} · {}", shared.number, shared.title)),
        shared.areas.per_mille().map(percent),
        reached(&shared.areas),
        shared.housing.per_mille().map(percent),
        reached(&shared.housing),
    ]
}
