//! What is to be done of an issue in small parts (办理步骤), and where it was referred to: a plain
//! page for whoever does the work, made by the server alone. Neighbours read both on the issue's
//! page.

use app::context::new_id;
use app::door::Entered;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::issue::{IssueView, Status};
use domain::words::{T, escape, time};
use domain::work::{
    AddTask, ChangeTask, Course, EnterReply, ReferWork, TASKS_MAX, TaskStatus, TaskView,
};
use domain::{Action, Command, Community, Envelope, Field, PersonId, Refusal, Sender, Viewer};

use super::form::{self, Values, value};
use super::session::enter;
use super::setup::{Reader, TextField, alert, buttons, told};
use super::{At, Fault, Server, pages};

const TITLE: T = T("办理步骤", "Tasks");
/// The inputs of the forms.
const DEED: &str = "deed";
const TASK: &str = "task";

/// Whoever does the work, at an issue of theirs.
struct Page {
    reader: Reader,
    community: Community,
    viewer: Viewer,
    person: PersonId,
    view: IssueView,
    course: Course,
}

impl Page {
    async fn of(server: &Server, slug: &str, number: u32, parts: &Parts) -> Result<Self, Fault> {
        let Entered { community, viewer } = enter(server, slug, parts).await?;
        let person = viewer.person.ok_or(Fault::NotFound)?;
        let view = server.store.issue(community.id, number, Some(person), None);
        let view = view.await?.ok_or(Fault::NotFound)?;
        // To others it is as if the page were not there.
        let work = view.work.as_ref().filter(|work| work.handles);
        let course = work.ok_or(Fault::NotFound)?.course;
        Ok(Self {
            reader: Reader(parts.extensions.get().copied().unwrap_or_default()),
            community,
            viewer,
            person,
            view,
            course,
        })
    }

    fn issue(&self) -> String {
        format!("/{}/issues/{}", self.community.slug, self.view.issue.number)
    }

    async fn show(
        &self,
        server: &Server,
        parts: &Parts,
        status: StatusCode,
        said: &str,
        typed: &Values,
    ) -> Response {
        let reader = self.reader;
        let home = format!("/{}", self.community.slug);
        let path = format!("{}/tasks", self.issue());
        let content = self.content(said, typed);
        let body = reader.frame(&path, &home, &self.community.name, &content);
        pages::answer(server, parts, status, reader.t(TITLE).to_owned(), body).await
    }

    fn content(&self, said: &str, typed: &Values) -> String {
        let reader = self.reader;
        let inside = if self.view.issue.status == Status::InWork {
            format!("{}{}", self.tasks(typed), self.referral(typed))
        } else {
            let words = T(
                "现在没有在办理，步骤不能再改。",
                "It is not being worked on now: its tasks change no more.",
            );
            format!(r#"<p class="muted">{}</p>"#, reader.t(words))
        };
        format!(
            r#"<p class="screen-only"><a href="{issue}/work">{back}</a></p><h1 class="title">{title}</h1><p class="lead" dir="auto">{of}</p><div class="section stack">{said}{inside}</div>"#,
            issue = escape(&self.issue()),
            back = reader.t(T("← 办理", "← The work")),
            title = reader.t(TITLE),
            of = escape(&self.view.text.title),
        )
    }

    /// A form of the page.
    fn deed(&self, deed: &str, inside: &str) -> String {
        format!(
            r#"<form class="stack" method="post" action="{}/tasks"><input type="hidden" name="command" value="{}"><input type="hidden" name="{DEED}" value="{deed}">{inside}</form>"#,
            escape(&self.issue()),
            new_id(),
        )
    }

    fn button(&self, class: &str, words: T, of: &str) -> String {
        let words = self.reader.t(words);
        format!(
            r#"<button class="btn {class}">{words}<span class="visually-hidden"> {}</span></button>"#,
            escape(of)
        )
    }

    fn tasks(&self, typed: &Values) -> String {
        let reader = self.reader;
        let tasks = &self.view.tasks;
        let cards = tasks
            .iter()
            .fold(String::new(), |all, task| all + &self.task(task));
        let list = if cards.is_empty() {
            let words = T("还没有步骤。", "There are no tasks yet.");
            format!(r#"<p class="muted">{}</p>"#, reader.t(words))
        } else {
            format!(r#"<ol class="list">{cards}</ol>"#)
        };
        let add = if tasks.len() < TASKS_MAX as usize {
            let field = reader.text_field(&TextField {
                name: Field::Title.name(),
                label: T("下一个步骤", "The next task"),
                hint: T(
                    "一句话，例如：量尺寸、报价、施工。邻居看得到。",
                    "A few words, such as: measure, ask for prices, build. Neighbours read it.",
                ),
                value: value(typed, Field::Title.name()),
                needed: true,
            });
            let add = buttons(&self.button("btn--primary", T("加上", "Add it"), ""));
            self.deed("add", &format!("{field}{add}"))
        } else {
            let words = T(
                "最多 {} 个步骤。不需要的可以去掉。",
                "There are {} at most. One that is not needed can be taken off.",
            );
            format!(
                r#"<p class="muted">{}</p>"#,
                reader.tf(words, &[&TASKS_MAX])
            )
        };
        format!("{list}{add}")
    }

    fn task(&self, task: &TaskView) -> String {
        let reader = self.reader;
        let which = format!(r#"<input type="hidden" name="{TASK}" value="{}">"#, task.id);
        let form = |to: TaskStatus, class: &str, words: T| {
            let button = self.button(class, words, &task.words);
            self.deed(to.code(), &format!("{which}{button}"))
        };
        let (state, forms) = if task.done {
            let again = T("还没有完成", "Not done after all");
            (T("已完成", "Done"), form(TaskStatus::Open, "", again))
        } else {
            let done = form(TaskStatus::Done, "btn--primary", T("完成了", "Done"));
            let off = form(TaskStatus::Dropped, "btn--quiet", T("去掉", "Take it off"));
            (T("未完成", "Not done yet"), done + &off)
        };
        format!(
            r#"<li class="card stack"><p><b dir="auto">{}</b></p><p class="muted">{}</p><div class="row">{forms}</div></li>"#,
            escape(&task.words),
            reader.t(state),
        )
    }

    /// Where it went, and what comes back; for whoever directs the work.
    fn referral(&self, typed: &Values) -> String {
        let refers = match self.course {
            Course::ReferUpward => self.viewer.may(Action::DirectWork),
            Course::DoIt | Course::Pilot | Course::Direct | Course::OwnersDecide => false,
        };
        if !refers {
            return String::new();
        }
        let reader = self.reader;
        let day = |date| time::date(date, reader.language());
        let (stands, reply) = match &self.view.referral {
            None => (
                reader
                    .t(T("还没有转出。", "It has not been sent yet."))
                    .to_owned(),
                String::new(),
            ),
            Some(referral) => {
                let (to, sent) = (&referral.to, day(referral.sent));
                let stands = match referral.received {
                    None => T(
                        "已转给{}（{}），还没有收到答复。",
                        "Sent to {} on {}; no reply yet.",
                    )
                    .with(reader.language(), &[to, &sent]),
                    Some(received) => T(
                        "已转给{}（{}），答复{}收到。可以公开实施结果了。",
                        "Sent to {} on {}, and the reply came on {}. Its result can be published.",
                    )
                    .with(reader.language(), &[to, &sent, &day(received)]),
                };
                (escape(&stands), self.reply(typed))
            }
        };
        let to = reader.text_field(&TextField {
            name: Field::Owner.name(),
            label: T("转给谁", "To whom"),
            hint: T(
                "街道、镇或它们的部门，例如：街道城管科。",
                "Street, town or an office of theirs.",
            ),
            value: of(typed, "refer", Field::Owner),
            needed: true,
        });
        let words = T(
            "请对方做什么，来文编号",
            "What was asked of them, and its number",
        );
        let send =
            buttons(&self.button("btn--primary", T("记下已转出", "Note that it was sent"), ""));
        let send = format!(
            "{to}{}{}{send}",
            self.date(
                "sent",
                T("转出日期", "Sent on"),
                of(typed, "refer", Field::Due)
            ),
            self.words("sent", words, of(typed, "refer", Field::Body)),
        );
        format!(
            r#"<section class="section stack"><h2 class="section__title">{}</h2><p dir="auto">{stands}</p>{reply}<details class="card"{open}><summary>{}</summary>{}</details></section>"#,
            reader.t(T("转街镇", "Referred to street or town")),
            reader.t(T("转出（或再转一次）", "Send it (or once more)")),
            self.deed("refer", &send),
            open = open(typed, "refer"),
        )
    }

    fn reply(&self, typed: &Values) -> String {
        let reader = self.reader;
        let enter = buttons(&self.button("btn--primary", T("记下答复", "Note the reply"), ""));
        let inside = format!(
            "{}{}{enter}",
            self.date(
                "received",
                T("收到日期", "Received on"),
                of(typed, "reply", Field::Due)
            ),
            self.words(
                "received",
                T("答复了什么", "What they replied"),
                of(typed, "reply", Field::Body)
            ),
        );
        format!(
            r#"<details class="card"{}><summary>{}</summary>{}</details>"#,
            open(typed, "reply"),
            reader.t(T("收到答复", "A reply has come")),
            self.deed("reply", &inside),
        )
    }

    fn date(&self, of: &str, label: T, typed: &str) -> String {
        let name = Field::Due.name();
        format!(
            r#"<div class="field"><label class="field__label" for="{of}-day">{}</label><input id="{of}-day" name="{name}" type="date" value="{}" required></div>"#,
            self.reader.t(label),
            escape(typed),
        )
    }

    fn words(&self, of: &str, label: T, typed: &str) -> String {
        let name = Field::Body.name();
        format!(
            r#"<div class="field"><label class="field__label" for="{of}-words">{}</label><textarea id="{of}-words" name="{name}" rows="3" required dir="auto">{}</textarea></div>"#,
            self.reader.t(label),
            escape(typed),
        )
    }
}

/// What was typed into a field of one of the forms, which came back.
fn of<'t>(typed: &'t Values, deed: &str, field: Field) -> &'t str {
    if value(typed, DEED) == deed {
        value(typed, field.name())
    } else {
        ""
    }
}

/// That a form stands open: it came back.
fn open(typed: &Values, deed: &str) -> &'static str {
    if value(typed, DEED) == deed {
        " open"
    } else {
        ""
    }
}

/// The page.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let page = Page::of(&server, &slug, number, &parts).await?;
    let said = match parts.uri.query() {
        Some("done") => told(page.reader.t(T(
            "已记下，邻居在议题页看得到。",
            "Noted; neighbours see it on the issue's page.",
        ))),
        Some(_) | None => String::new(),
    };
    let typed = Values::new();
    Ok(page
        .show(&server, &parts, StatusCode::OK, &said, &typed)
        .await)
}

/// Does what one of its forms says. Who may do that, the command says.
pub async fn change(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let page = Page::of(&server, &slug, number, &parts).await?;
    let issue = page.view.issue.id;
    let text = |field: Field| value(&values, field.name()).to_owned();
    let day = || text(Field::Due).trim().parse();
    let command = match value(&values, DEED) {
        "add" => Ok(Command::AddTask(AddTask {
            issue,
            words: text(Field::Title),
        })),
        "refer" => day().map(|sent| {
            Command::ReferWork(ReferWork {
                issue,
                to: text(Field::Owner),
                sent,
                words: text(Field::Body),
            })
        }),
        "reply" => day().map(|received| {
            Command::EnterReply(EnterReply {
                issue,
                received,
                words: text(Field::Body),
            })
        }),
        deed => Ok(Command::ChangeTask(ChangeTask {
            issue,
            task: value(&values, TASK).parse().map_err(|_| Fault::Malformed)?,
            to: TaskStatus::from_code(deed).ok_or(Fault::Malformed)?,
        })),
    };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let Ok(command) = command else {
        let said = alert(page.reader.t(UNREADABLE));
        return Ok(page.show(&server, &parts, refused, &said, &values).await);
    };
    let envelope = Envelope {
        id: form::command(&values, &[]),
        command,
    };
    let sender = Sender::Person(page.person);
    let answer = server.gate.execute(page.community.id, sender, &envelope);
    let Err(refusal) = answer.await? else {
        return Ok(Redirect::to(&format!("{}/tasks?done", page.issue())).into_response());
    };
    let said = alert(page.reader.t(why_not(&refusal)));
    Ok(page.show(&server, &parts, refused, &said, &values).await)
}

const UNREADABLE: T = T(
    "没有写、写得太长，或者日期还没到。请改一下再试。",
    "Something is missing or too long, or the day has not come. Please change it and try again.",
);

fn why_not(refusal: &Refusal) -> T {
    match refusal {
        Refusal::Invalid(_) => UNREADABLE,
        Refusal::NotFound => T(
            "这一项刚才已经改过，或者还没有转出。下面是现在的样子。",
            "It was changed a moment ago, or nothing was sent yet. Below is how it stands now.",
        ),
        Refusal::IssueIs(_) => T(
            "已经不在办理中，步骤不能再改。",
            "It is not being worked on any more: its tasks change no more.",
        ),
        Refusal::TooManyTries { .. } => T("请稍等再试。", "Please wait a little and try again."),
        _ => T("现在不能这样做。", "This can't be done now."),
    }
}
