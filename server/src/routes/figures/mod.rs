//! What became of what residents raised, in figures: a page for everybody, visitors too, with
//! charts, tables, and a file of each table. The server writes it by itself, without the bundle.

mod chart;
pub mod integration;
mod table;

use app::context::{Preferences, now};
use app::door::Entered;
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::figures::{ANSWER_DAYS, Figures, Late, Month, Rate, Stage, figures};
use domain::time::DAY;
use domain::words::{T, escape, time};
use domain::work::{AppraisalSettings, WORDS_AT_LEAST};
use domain::{Action, Community, Viewer};

use super::session::enter;
use super::setup::{Reader, list};
use super::{At, Fault, Server, pages};
use chart::Fill;
use table::Table;

const TITLE: T = T("办理统计", "Figures");
const CSV: T = T("下载表格（CSV）", "Download as a table (CSV)");
const RESPONSE: T = T("响应率", "Response");
const RESOLUTION: T = T("解决率", "Resolution");
const SATISFACTION: T = T("满意率", "Satisfaction");
const COUNT: T = T("件数", "How many");
/// Months on the page; the file has all.
const MONTHS: usize = 12;

/// What the page and its files are made of.
struct Shown {
    reader: Reader,
    figures: Figures,
    appraisal: AppraisalSettings,
}

async fn shown(server: &Server, community: &Community, parts: &Parts) -> Result<Shown, Fault> {
    let facts = server.store.facts(community.id).await?;
    let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
    Ok(Shown {
        reader: Reader(preferences),
        figures: figures(&facts, &community.zone, now()),
        appraisal: server.store.appraisal_settings(community.id).await?,
    })
}

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let shown = shown(&server, &community, &parts).await?;
    let base = format!("/{slug}/figures");
    let content = shown.content(&community, &base, &viewer);
    let (home, reader) = (format!("/{slug}"), shown.reader);
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
    let shown = shown(&server, &community, &parts).await?;
    let table = shown.tables().into_iter().find(|table| table.name == name);
    Ok(as_file(&table.ok_or(Fault::NotFound)?, &slug))
}

fn as_file(table: &Table, slug: &str) -> Response {
    let named = format!("attachment; filename=\"{slug}-{}.csv\"", table.name);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, named),
    ];
    (headers, table.csv()).into_response()
}

/// In tenths, without those where there are none: 12.5, 3.
fn tenths(number: u64) -> String {
    match number % 10 {
        0 => (number / 10).to_string(),
        rest => format!("{}.{rest}", number / 10),
    }
}

/// Milliseconds as days with tenths.
fn days(ms: i64) -> String {
    tenths(u64::try_from((ms * 10 + DAY / 2) / DAY).unwrap_or(0))
}

fn percent(rate: Rate) -> Option<String> {
    rate.per_mille().map(|rate| tenths(u64::from(rate)))
}

impl Shown {
    fn rates(&self) -> [(T, Rate); 3] {
        let it = &self.figures;
        [
            (RESPONSE, it.response),
            (RESOLUTION, it.resolution),
            (SATISFACTION, it.satisfaction),
        ]
    }

    fn stages(&self) -> [(T, Stage); 3] {
        let it = &self.figures;
        [
            (T("反映 → 答复", "Filed → answered"), it.to_answer),
            (
                T("反映 → 决议公开", "Filed → decision published"),
                it.to_decision,
            ),
            (
                T("反映 → 结果公开", "Filed → result published"),
                it.to_result,
            ),
        ]
    }

    fn late(&self) -> [(T, Late); 2] {
        let it = &self.figures;
        [
            (T("未按时答复", "Not answered in time"), it.late_answers),
            (T("办理逾期", "Work past its day"), it.late_work),
        ]
    }

    fn last_months(&self) -> &[Month] {
        let months = &self.figures.months;
        &months[months.len().saturating_sub(MONTHS)..]
    }

    fn tables(&self) -> [Table; 4] {
        let t = |text| self.reader.t(text);
        let some = |number: u32| Some(number.to_string());
        let rates = self.rates().map(|(name, rate)| {
            vec![
                Some(t(name).to_owned()),
                some(rate.yes),
                some(rate.of),
                percent(rate),
                some(rate.open),
            ]
        });
        let stages = self.stages().map(|(name, stage)| {
            vec![
                Some(t(name).to_owned()),
                some(stage.count),
                stage.median.map(days),
            ]
        });
        let late = self.late().map(|(name, late)| {
            let longest = (late.count > 0).then(|| late.longest.to_string());
            vec![Some(t(name).to_owned()), some(late.count), longest]
        });
        let months = self.figures.months.iter().map(|it| {
            vec![
                Some(format!("{:04}-{:02}", it.year, it.month)),
                some(it.filed),
                some(it.answered),
                some(it.decided),
                some(it.results),
            ]
        });
        [
            Table {
                name: "rates",
                title: t(T("三个率", "Three rates")),
                head: vec![
                    t(T("指标", "Rate")),
                    t(T("达到", "Count")),
                    t(T("总数", "Of")),
                    "%",
                    t(T("尚无结果", "Not yet")),
                ],
                rows: rates.to_vec(),
            },
            Table {
                name: "stages",
                title: t(T("每一步要多久", "How long each stage takes")),
                head: vec![
                    t(T("阶段", "Stage")),
                    t(COUNT),
                    t(T("天数（中位数）", "Days (median)")),
                ],
                rows: stages.to_vec(),
            },
            Table {
                name: "late",
                title: t(T("现在逾期的", "What is late now")),
                head: vec![
                    t(T("事项", "What")),
                    t(COUNT),
                    t(T("最长逾期天数", "Days late at most")),
                ],
                rows: late.to_vec(),
            },
            Table {
                name: "months",
                title: t(T("按月", "By month")),
                head: vec![
                    t(T("月份", "Month")),
                    t(T("反映", "Filed")),
                    t(T("答复", "Answered")),
                    t(T("决议公开", "Decided")),
                    t(T("结果公开", "Results")),
                ],
                rows: months.collect(),
            },
        ]
    }

    /// The drawing that stands above a table.
    fn chart(&self, table: &Table) -> String {
        let t = |text| self.reader.t(text);
        let says = t(T("数字见下面的表格。", "The table below has the numbers."));
        match table.name {
            "rates" => {
                let rates = self.rates().map(|(name, rate)| {
                    let percent = percent(rate).map(|percent| format!("{percent}%"));
                    (t(name), percent.unwrap_or_else(|| "—".to_owned()), rate)
                });
                let legend = chart::legend(&[
                    (Fill::Full, t(T("达到", "Yes"))),
                    (Fill::Hatched, t(T("没有达到", "No"))),
                    (Fill::Empty, t(T("尚无结果", "Not yet"))),
                ]);
                chart::rates(table.title, says, &rates) + &legend
            }
            "stages" => {
                let stages = self.stages().map(|(name, stage)| {
                    let words = stage.median.map(|median| {
                        let words = T("{} 天", "{} days");
                        words.with(self.reader.language(), &[&days(median)])
                    });
                    let length = u64::try_from(stage.median.unwrap_or(0)).unwrap_or(0);
                    (t(name), words.unwrap_or_else(|| "—".to_owned()), length)
                });
                chart::lengths("chart-stages", table.title, says, &stages)
            }
            "months" => {
                let legend = chart::legend(&[
                    (Fill::Full, t(T("反映", "Filed"))),
                    (Fill::Hatched, t(T("结果公开", "Results"))),
                ]);
                chart::months(table.title, says, self.last_months()) + &legend
            }
            _ => String::new(),
        }
    }

    fn content(&self, community: &Community, base: &str, viewer: &Viewer) -> String {
        let reader = self.reader;
        let at = time::moment(&community.zone, now(), reader.language());
        let sections = self.tables().iter().fold(String::new(), |all, table| {
            let slug = &community.slug;
            let link = |to: &str, words: T| {
                let words = reader.t(words);
                format!(r#"<p class="screen-only"><a href="/{slug}/{to}">{words}</a></p>"#)
            };
            let mut more = String::new();
            if table.name == "late" && viewer.may(Action::Read) {
                more += &link("work", T("办理情况", "What is being done"));
            }
            if table.name == "late" && viewer.may(Action::DirectWork) {
                let words = T("邻里能提供什么", "What the neighbourhood can give");
                more += &link("offers", words);
                more += &link("integration", integration::TITLE);
            }
            all + &format!(
                r#"<section class="section stack" id="{name}"><h2 class="section__title">{title}</h2>{chart}{table}{more}</section>"#,
                name = table.name,
                title = table.title,
                chart = self.chart(table),
                table = table.html(reader, base, MONTHS),
            )
        });
        let settings = if viewer.may(Action::PrepareMeeting) {
            let words = reader.t(super::appraisal::TITLE);
            let slug = &community.slug;
            format!(r#"<p class="screen-only"><a href="/{slug}/work/settings">{words}</a></p>"#)
        } else {
            String::new()
        };
        format!(
            r#"<h1 class="title">{title}</h1><p class="lead">{lead}</p>{hatch}{sections}<section class="section stack" id="how"><h2 class="section__title">{how}</h2>{definitions}</section><p class="section screen-only"><a href="/{slug}">{back}</a></p>"#,
            title = reader.t(TITLE),
            lead = reader.tf(
                T(
                    "居民反映的问题后来怎样了：{} 的数字，只有数量，没有人名。",
                    "What became of what residents reported, as of {}: numbers only, and nobody's name.",
                ),
                &[&at],
            ),
            hatch = chart::HATCH,
            how = reader.t(T("怎样统计", "How this is counted")),
            definitions = self.definitions() + &settings,
            slug = escape(&community.slug),
            back = reader.t(T("← 返回", "← Back")),
        )
    }

    fn definitions(&self) -> String {
        let language = self.reader.language();
        let all = [
            T(
                "响应率：反映后 {} 天内得到答复（受理、不予受理、答复或直接办理）的，除以已答复的和超过 {} 天还没答复的。还在 {} 天内的算“尚无结果”；答复前就撤回的不算。",
                "Response: answered (accepted, declined, replied to or taken on) within {} days of filing, of all that were answered or were not although {} days are over. “Not yet”: filed less than {} days ago. What was withdrawn before an answer is left out.",
            )
            .with(language, &[&ANSWER_DAYS, &ANSWER_DAYS, &ANSWER_DAYS]),
            T(
                "解决率：结果公开后，反映人认为解决了的，除以反映人已经表态的。反映人还没表态的算“尚无结果”。",
                "Resolution: results that the reporter calls solved, of all about which the reporter has said something. “Not yet”: the reporter has said nothing.",
            )
            .of(language)
            .to_owned(),
            T(
                "满意率：对结果表示满意的人次，除以已经评议的人次（反映人和附议人，线上和代录）。问了还没评议的算“尚无结果”；现在公开的结果，评议期 {} 天。",
                "Satisfaction: words that say satisfied, of all words on results, by reporters and everybody who seconded, online and entered on behalf. “Not yet”: asked, and has not answered; of what is published now the word is open for {} days.",
            )
 .with(language, &[&self.appraisal.days]),
            T(
                "重新办理：反映人说没解决；或者至少 {} 人评议，其中说没解决的超过 {}%。设置改了以后，正在评议的仍按开始时的设置。",
                "Taken up again: the reporter says that it is not solved; or at least {} have answered, and more than {}% of them say so. Where that was set anew, what is open keeps what it began with.",
            )
            .with(language, &[&WORDS_AT_LEAST, &self.appraisal.unsolved_percent]),
            T(
                "重新办理的议题，每次公开的结果都算一次；之前的评议不删。",
                "An issue that came back counts with each of its results; what was said of an earlier one stays counted.",
            )
            .of(language)
            .to_owned(),
            T(
                "天数：从反映到第一次答复、第一次决议公开、第一次结果公开；中位数就是排在正中间的那一件，一天算 24 小时。只算已经走到这一步的。",
                "Days: from filing to the first answer, the first published decision, the first published result; the median is the one in the middle, a day is 24 hours. Only what has come so far is counted.",
            )
            .of(language)
            .to_owned(),
            T(
                "逾期：超过 {} 天没答复的；办理中、过了期限还没公开结果的。逾期天数不满一天的算一天。",
                "Late: not answered although {} days are over; in work, and the day has passed. A day that has begun counts as a day.",
            )
            .with(language, &[&ANSWER_DAYS]),
            T(
                "月份按本居民区的时间算。从别的系统导入的问题，只算它在这里公开的结果。",
                "Months are those of the community's time. Of reports that were taken over from another system only results that were published here are counted.",
            )
            .of(language)
            .to_owned(),
            T(
                "这些数字不排名：不比较人，也不比较居民区。",
                "Nothing here is a ranking: neither of people nor of communities.",
            )
            .of(language)
            .to_owned(),
        ];
        list(all.iter().map(String::as_str))
    }
}
