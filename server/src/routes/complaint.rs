//! Complaints (举报) and what is hidden: a page for each issue, where anybody complains, its author
//! appeals and the committee decides; and the committee's list. The server makes them by itself.

use std::fmt::Write;

use app::context::{Preferences, new_id, now};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::complaint::{
    Appeal, Appealed, Case, CaseView, Complain, ComplaintView, HiddenView, HideIssue, Kind,
    RestoreIssue, UpholdHiding,
};
use domain::issue::HIDDEN_MAX;
use domain::time::HOUR;
use domain::words::{T, escape, time};
use domain::{
    Action, Command, Envelope, Field, FieldError, IssueId, Problem, Refusal, Sender, Timestamp,
};

use super::form::{self, Values, value};
use super::session::Member;
use super::setup::{Reader, alert, buttons, told};
use super::{At, Fault, Server, odd, pages};

/// What a form does, under [`DEED`].
const COMPLAIN: &str = "complain";
const DISMISS: &str = "dismiss";
const HIDE: &str = "hide";
const APPEAL: &str = "appeal";
const RESTORE: &str = "restore";
const UPHOLD: &str = "uphold";
const DEED: &str = "deed";
/// The input that says what is wrong.
const KIND: &str = "kind";

const TITLE: T = T("举报", "Complaint");
const LIST_TITLE: T = T("举报与隐藏的议题", "Complaints and hidden issues");

/// What is wrong with an issue, in words.
fn kind(kind: Kind) -> T {
    match kind {
        Kind::Insult => T("辱骂、人身攻击", "It insults somebody"),
        Kind::Private => T("泄露他人隐私", "It tells what is private of somebody"),
        Kind::Untrue => T("不属实", "It is not true"),
        Kind::Advertising => T("广告、刷屏", "It advertises, or repeats itself"),
        Kind::Unlawful => T("内容违法", "It is against the law"),
        Kind::Other => T("其他", "Something else"),
    }
}

/// What was done, for whoever did it.
fn done(deed: &str) -> Option<T> {
    Some(match deed {
        COMPLAIN => T(
            "收到了。居委会会看，并决定是否隐藏。",
            "Received. The committee looks at it, and decides whether to hide it.",
        ),
        DISMISS => T(
            "举报已处理，议题照常显示。",
            "Looked at: the issue stays as it is.",
        ),
        HIDE => T(
            "已隐藏，反映人会收到理由。",
            "Hidden; its author is told why.",
        ),
        APPEAL => T(
            "申诉已提交，由另一位居委干部或书记复核。",
            "Your appeal was sent. Another worker or secretary decides it.",
        ),
        RESTORE => T(
            "已恢复显示，反映人会收到理由。",
            "Shown again; its author is told why.",
        ),
        UPHOLD => T(
            "维持隐藏，反映人会收到理由。",
            "It stays hidden; its author is told why.",
        ),
        _ => return None,
    })
}

/// Why nothing was done, and what to do.
fn refused(reader: Reader, refusal: &Refusal) -> String {
    let words = match refusal {
        Refusal::Invalid(errors) => match errors.first() {
            Some(FieldError {
                problem: Problem::TooLong { max, len },
                ..
            }) => {
                let words = T("最多 {} 字，现在 {} 字。", "At most {} characters; now {}.");
                return words.with(reader.language(), &[max, len]);
            }
            Some(_) | None => T("请写明理由。", "Please write why."),
        },
        Refusal::Exists => T("已经做过了，不用再做一次。", "It was done already."),
        Refusal::IssueHidden => T("这件议题已经隐藏。", "This issue is hidden already."),
        Refusal::OwnHiding => T(
            "申诉要由隐藏它的人和反映人以外的人复核。请另一位居委干部或书记处理。",
            "Whoever hid it, or wrote it, does not decide the appeal. Ask another worker or secretary.",
        ),
        Refusal::NotFound => T(
            "情况已经变了，请看现在的页面。",
            "Something has changed meanwhile; please look at the page as it is now.",
        ),
        Refusal::EnoughForNow { until } => {
            let hours = (until.0 - now().0).max(0) / HOUR + 1;
            let words = T(
                "您今天举报的已到上限。约 {} 小时后可以再举报；急事请直接找居委会。",
                "You have complained as often as one may in a day. Try again in about {} hours, or ask the committee.",
            );
            return words.with(reader.language(), &[&hours]);
        }
        Refusal::TooManyTries { seconds } => {
            let words = T(
                "太快了。请等 {} 秒再试。",
                "Too fast. Please wait {} seconds.",
            );
            return words.with(reader.language(), &[seconds]);
        }
        _ => T("您不能做这一步。", "You can't do this."),
    };
    reader.t(words).to_owned()
}

/// Somebody at one of the pages.
struct Visitor {
    member: Member,
    reader: Reader,
    hides: bool,
}

impl Visitor {
    async fn of(server: &Server, slug: &str, parts: &Parts) -> Result<Self, Fault> {
        let member = Member::of(server, slug, parts).await?;
        let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
        let viewer = server
            .store
            .viewer(member.community.id, Some(member.person));
        let hides = viewer.await?.may(Action::HideIssue);
        Ok(Self {
            member,
            reader: Reader(preferences),
            hides,
        })
    }

    fn issue(&self, number: u32) -> String {
        format!("/{}/issues/{number}", self.member.community.slug)
    }

    fn day(&self, at: Timestamp) -> String {
        let zone = &self.member.community.zone;
        time::date(zone.date(at), self.reader.language())
    }

    async fn show(
        &self,
        server: &Server,
        parts: &Parts,
        title: T,
        content: &str,
        status: StatusCode,
    ) -> Response {
        let community = &self.member.community;
        let home = format!("/{}", community.slug);
        let body = (self.reader).frame(parts.uri.path(), &home, &community.name, content);
        let title = self.reader.t(title).to_owned();
        let mut response = pages::answer(server, parts, status, title, body).await;
        let no_store = header::HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
        response
    }

    async fn case(&self, server: &Server, number: u32) -> Result<CaseView, Fault> {
        let (community, person) = (self.member.community.id, self.member.person);
        let case = server.store.case(community, number, Some(person)).await?;
        case.ok_or(Fault::NotFound)
    }

    /// The page of an issue: what is known of complaints and hiding, and what the reader can do.
    fn page(&self, case: &CaseView, said: &str, typed: &Values) -> String {
        let reader = self.reader;
        let mut sections = String::new();
        if let Some(hidden) = &case.hidden {
            sections += &self.hidden(case, hidden, typed);
        } else if case.is_hidden {
            sections += &paragraph(reader.t(T(
                "居委会隐藏了这件议题。",
                "The committee has hidden this issue.",
            )));
        } else if case.mine {
            sections += &paragraph(reader.t(T(
                "这是您自己反映的议题。有人举报时由居委会处理。",
                "You reported this issue yourself. The committee looks at complaints about it.",
            )));
        } else {
            sections += &self.complain(case, typed);
        }
        sections += &self.complaints(case);
        if self.hides && !case.is_hidden {
            sections += &self.hide(case, typed);
        }
        format!(
            r#"<p class="screen-only"><a href="{}">{}</a></p><h1 class="title">{}</h1><p class="lead" dir="auto">{}</p><div class="section stack">{said}{sections}</div>"#,
            self.issue(case.number),
            reader.tf(T("← 编号 {}", "← No. {}"), &[&case.number]),
            reader.t(TITLE),
            escape(&case.title),
        )
    }

    fn complain(&self, case: &CaseView, typed: &Values) -> String {
        let reader = self.reader;
        if let Some(settled) = case.complained {
            return paragraph(reader.t(if settled {
                T(
                    "您举报过这件议题，居委会已经处理：它照常显示。",
                    "You complained about it, and the committee has looked: it stays as it is.",
                )
            } else {
                T(
                    "您已举报这件议题，居委会会看。",
                    "You have complained about it; the committee looks at it.",
                )
            }));
        }
        let kinds = Kind::ALL.map(|of| (of.code().to_owned(), reader.t(kind(of)).to_owned()));
        let what = T("有什么问题", "What is wrong");
        let words = T("说明（可不填）", "In your words (optional)");
        let inside = format!(
            "<p>{}</p>{}{}",
            reader.t(T(
                "只举报不该出现的内容。不同意一件议题，不附议就可以。居委会看得到举报，看不到是谁。",
                "Complain about what should not stand here. If you merely disagree, don't second it. The committee reads your complaint, and not whose it is.",
            )),
            reader.select(KIND, what, &kinds, value(typed, KIND)),
            self.words(COMPLAIN, words, typed),
        );
        self.form(
            case,
            COMPLAIN,
            T("提交举报", "Send the complaint"),
            "btn",
            &inside,
        )
    }

    /// Complaints that nobody has looked at.
    fn complaints(&self, case: &CaseView) -> String {
        if case.complaints.is_empty() {
            return String::new();
        }
        let reader = self.reader;
        let line = |complaint: &ComplaintView| {
            let ComplaintView {
                at,
                kind: of,
                words,
            } = complaint;
            format!(
                r#"<li><p><b>{}</b> <span class="muted">{}</span></p><p dir="auto">{}</p></li>"#,
                reader.t(kind(*of)),
                self.day(*at),
                escape(words)
            )
        };
        let lines: String = case.complaints.iter().map(line).collect();
        let dismiss = if self.hides && !case.is_hidden {
            let leave = T("不隐藏，举报已处理", "Leave it; the complaints are settled");
            self.form(case, DISMISS, leave, "btn", "")
        } else {
            String::new()
        };
        format!(
            r#"<section class="section stack"><h2 class="section__title">{}</h2><ul class="list list--lined">{lines}</ul>{dismiss}</section>"#,
            reader.t(T("收到的举报", "Complaints")),
        )
    }

    fn hide(&self, case: &CaseView, typed: &Values) -> String {
        let reader = self.reader;
        let inside = format!(
            "<h2 class=\"section__title\">{}</h2><p>{}</p>{}",
            reader.t(T("隐藏这件议题", "Hide this issue")),
            reader.t(T(
                "隐藏后只有反映人、居委会和监督员看得到；它不进入议程，附议保留。已锁定的议程不变，但标题不再显示。反映人看到理由，可以申诉一次，由另一位居委干部或书记复核。",
                "Then only its author, the committee and supervisors read it; no agenda takes it, and its seconds stay. A locked agenda stays, without its title. Its author reads why and may appeal once; another worker or secretary decides.",
            )),
            self.words(HIDE, T("理由", "Why"), typed),
        );
        self.form(case, HIDE, T("隐藏", "Hide it"), "btn btn--danger", &inside)
    }

    /// Why it is hidden, what its author says, and what can be done.
    fn hidden(&self, case: &CaseView, hidden: &HiddenView, typed: &Values) -> String {
        let reader = self.reader;
        let mut html = format!(
            r#"<section class="section stack"><p>{}</p><p dir="auto">{}</p>"#,
            reader.tf(
                T("从 {} 起隐藏。", "Hidden since {}."),
                &[&self.day(hidden.at)]
            ),
            reader.tf(T("理由：{}", "Why: {}"), &[&hidden.reason]),
        );
        if !hidden.appeal.is_empty() {
            let words = reader.tf(T("反映人的申诉：{}", "Its author: {}"), &[&hidden.appeal]);
            let _ = write!(html, r#"<p dir="auto">{words}</p>"#);
        }
        if !hidden.upheld.is_empty() {
            let words = reader.tf(
                T("复核后维持隐藏：{}", "It stays hidden: {}"),
                &[&hidden.upheld],
            );
            let _ = write!(html, r#"<p dir="auto">{words}</p>"#);
        }
        if case.mine {
            let words = T(
                "30 天内有 {} 件议题被隐藏，反映和补充就暂停 14 天；恢复显示的不算。附议不受影响。",
                "Where {} of one's issues are hidden within 30 days, one can't report or add for 14 days; what is shown again does not count. Seconding goes on.",
            );
            let words = reader.tf(words, &[&HIDDEN_MAX]);
            let _ = write!(html, r#"<p class="muted">{words}</p>"#);
        }
        html += "</section>";
        match hidden.appealed {
            Appealed::Not if case.mine => {
                let inside = format!(
                    "<p>{}</p>{}",
                    reader.t(T(
                        "您可以申诉一次，由隐藏它的人以外的人复核。",
                        "You may appeal once. Somebody else than whoever hid it decides.",
                    )),
                    self.words(APPEAL, T("为什么应当显示", "Why it should be shown"), typed),
                );
                html += &self.form(case, APPEAL, T("申诉", "Appeal"), "btn", &inside);
            }
            Appealed::Waits if case.mine || (self.hides && hidden.by_viewer) => {
                html += &paragraph(reader.t(T(
                    "申诉等待复核，由隐藏它的人以外的居委干部或书记决定。",
                    "The appeal waits for a worker or secretary other than whoever hid it.",
                )));
            }
            Appealed::Not | Appealed::Waits | Appealed::Upheld => {}
        }
        let decides = self.hides && !case.mine;
        if decides && hidden.appealed == Appealed::Waits && !hidden.by_viewer {
            let inside = self.words(UPHOLD, T("为什么维持", "Why it stays hidden"), typed);
            html += &self.form(
                case,
                UPHOLD,
                T("维持隐藏", "It stays hidden"),
                "btn",
                &inside,
            );
        }
        if decides && !(hidden.appealed == Appealed::Waits && hidden.by_viewer) {
            let inside = self.words(RESTORE, T("为什么恢复", "Why it is shown again"), typed);
            html += &self.form(
                case,
                RESTORE,
                T("恢复显示", "Show it again"),
                "btn",
                &inside,
            );
        }
        html
    }

    /// Some lines to write.
    fn words(&self, deed: &str, label: T, typed: &Values) -> String {
        let ours = value(typed, DEED) == deed;
        let written = if ours {
            value(typed, Field::Reason.name())
        } else {
            ""
        };
        format!(
            r#"<div class="field"><label class="field__label" for="{deed}">{}</label><textarea id="{deed}" name="{}" rows="3" dir="auto">{}</textarea></div>"#,
            self.reader.t(label),
            Field::Reason.name(),
            escape(written),
        )
    }

    fn form(&self, case: &CaseView, deed: &str, words: T, class: &str, inside: &str) -> String {
        let button = format!(
            r#"<button class="{class}">{}</button>"#,
            self.reader.t(words)
        );
        format!(
            r#"<form class="card stack" method="post" action="{}/complaint"><input type="hidden" name="command" value="{}"><input type="hidden" name="{DEED}" value="{deed}">{inside}{}</form>"#,
            self.issue(case.number),
            new_id(),
            buttons(&button),
        )
    }

    /// The committee's list.
    fn cases(&self, open: &[Case], hidden: &[Case]) -> String {
        let reader = self.reader;
        let line = |case: &Case| {
            let facts = match &case.hidden {
                None => reader.tf(T("{} 条举报", "complaints: {}"), &[&case.complaints]),
                Some(hidden) => {
                    let stands = match hidden.appealed {
                        Appealed::Not => T("从 {} 起隐藏", "hidden since {}"),
                        Appealed::Waits => T(
                            "从 {} 起隐藏 · 申诉等待复核",
                            "hidden since {} · an appeal waits",
                        ),
                        Appealed::Upheld => T(
                            "从 {} 起隐藏 · 申诉后维持",
                            "hidden since {} · upheld after an appeal",
                        ),
                    };
                    reader.tf(stands, &[&self.day(hidden.at)])
                }
            };
            let number = reader.tf(T("编号 {}", "No. {}"), &[&case.number]);
            format!(
                r#"<li><p><a href="{}/complaint" dir="auto">{}</a></p><p class="muted">{number} · {facts}</p></li>"#,
                self.issue(case.number),
                escape(&case.title),
            )
        };
        let section = |title: T, none: T, cases: &[Case]| {
            let lines: String = cases.iter().map(line).collect();
            let inside = if lines.is_empty() {
                paragraph(reader.t(none))
            } else {
                format!(r#"<ul class="list list--lined">{lines}</ul>"#)
            };
            let title = reader.t(title);
            format!(
                r#"<section class="section stack"><h2 class="section__title">{title}</h2>{inside}</section>"#
            )
        };
        let slug = &self.member.community.slug;
        let (to, back) = if self.hides {
            ("desk", T("← 受理台", "← Desk"))
        } else {
            ("me", T("← 我的", "← Me"))
        };
        format!(
            r#"<p class="screen-only"><a href="/{slug}/{to}">{}</a></p><h1 class="title">{}</h1><div class="section stack">{}{}<p><a href="/{slug}/odd">{}</a></p></div>"#,
            reader.t(back),
            reader.t(LIST_TITLE),
            section(
                T("待处理的举报", "Complaints to look at"),
                T("没有待处理的举报。", "There is no complaint to look at."),
                open
            ),
            section(
                T("已隐藏的议题", "Hidden issues"),
                T("没有隐藏的议题。", "Nothing is hidden."),
                hidden
            ),
            reader.t(odd::TITLE),
        )
    }
}

fn paragraph(words: &str) -> String {
    format!("<p>{words}</p>")
}

/// The page of an issue.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let visitor = Visitor::of(&server, &slug, &parts).await?;
    let case = visitor.case(&server, number).await?;
    let said = parts.uri.query().and_then(done);
    let said = said.map_or_else(String::new, |words| told(visitor.reader.t(words)));
    let content = visitor.page(&case, &said, &Values::new());
    Ok(visitor
        .show(&server, &parts, TITLE, &content, StatusCode::OK)
        .await)
}

/// The command of a form.
fn command(issue: IssueId, values: &Values) -> Result<Command, Fault> {
    let words = value(values, Field::Reason.name()).to_owned();
    Ok(match value(values, DEED) {
        COMPLAIN => Command::Complain(Complain {
            issue,
            kind: Kind::from_code(value(values, KIND)).ok_or(Fault::Malformed)?,
            words,
        }),
        DISMISS => Command::DismissComplaints { issue },
        HIDE => Command::HideIssue(HideIssue {
            issue,
            reason: words,
        }),
        APPEAL => Command::Appeal(Appeal { issue, words }),
        RESTORE => Command::RestoreIssue(RestoreIssue {
            issue,
            reason: words,
        }),
        UPHOLD => Command::UpholdHiding(UpholdHiding {
            issue,
            reason: words,
        }),
        _ => return Err(Fault::Malformed),
    })
}

/// Does what one of the page's forms says. Who may do that, the command says.
pub async fn send(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let visitor = Visitor::of(&server, &slug, &parts).await?;
    let issue = visitor.case(&server, number).await?.issue;
    let envelope = Envelope {
        id: form::command(&values, &[]),
        command: command(issue, &values)?,
    };
    let member = &visitor.member;
    let (community, sender) = (member.community.id, Sender::Person(member.person));
    let answer = server.gate.execute(community, sender, &envelope).await?;
    let Err(refusal) = answer else {
        let to = format!(
            "{}/complaint?{}",
            visitor.issue(number),
            value(&values, DEED)
        );
        return Ok(Redirect::to(&to).into_response());
    };
    let said = alert(&refused(visitor.reader, &refusal));
    let case = visitor.case(&server, number).await?;
    let content = visitor.page(&case, &said, &values);
    let status = match refusal {
        Refusal::TooManyTries { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(visitor.show(&server, &parts, TITLE, &content, status).await)
}

/// The committee's list.
pub async fn list(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let visitor = Visitor::of(&server, &slug, &parts).await?;
    let (community, person) = (visitor.member.community.id, visitor.member.person);
    let (open, hidden) = server.store.cases(community, Some(person)).await?;
    let content = visitor.cases(&open, &hidden);
    Ok(visitor
        .show(&server, &parts, LIST_TITLE, &content, StatusCode::OK)
        .await)
}
