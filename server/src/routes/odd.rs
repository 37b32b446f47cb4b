//! What is odd (异常): households with more voices than adults, voices entered faster than doors
//! are knocked at, phones with several people. For the committee and supervisors; the server makes
//! the page by itself, and no phone keeps a copy of it.

use app::context::{Preferences, now};
use app::door::Entered;
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use domain::odd::{
    BURST_PEOPLE, BURST_WITHIN, Burst, Crowded, Flat, ODD_MAX, ODD_WITHIN, Odd, OnPhone,
    PHONES_KEPT_FOR, Phone,
};
use domain::time::{DAY, MINUTE};
use domain::words::{T, escape, time};
use domain::{Action, BuildingId, Community};

use super::session::enter;
use super::setup::Reader;
use super::{At, Fault, Server, pages};

/// What the page is called.
pub const TITLE: T = T("异常情况", "What is odd");

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
    let reader = Reader(preferences);
    let odd = server.store.odd(community.id, now()).await?;
    let page = Page {
        community: &community,
        reader,
        hides: viewer.may(Action::HideIssue),
    };
    let (path, home) = (format!("/{slug}/odd"), format!("/{slug}"));
    let body = reader.frame(&path, &home, &community.name, &page.content(&odd));
    let title = reader.t(TITLE).to_owned();
    let mut response = pages::document(&server, &parts, title, body).await;
    let no_store = header::HeaderValue::from_static("no-store");
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, no_store);
    Ok(response)
}

struct Page<'p> {
    community: &'p Community,
    reader: Reader,
    /// Of the committee, which can act; supervisors look.
    hides: bool,
}

impl Page<'_> {
    fn content(&self, odd: &Odd) -> String {
        let reader = self.reader;
        let slug = &self.community.slug;
        let (to, back) = if self.hides {
            ("desk", T("← 受理台", "← Desk"))
        } else {
            ("me", T("← 我的", "← Me"))
        };
        let act = if self.hides {
            T(
                "这里的情况不一定有错：先问，再处理。楼栋的链接通到成员和代录，可以取消代录、终止成员资格；人数登记错了，请管理员重新导入登记。",
                "Nothing here need be wrong: ask before you act. A building's link leads to its members and entries, where entries are taken back and memberships ended. If the register is wrong, have it imported again.",
            )
        } else {
            T(
                "这里的情况不一定有错。楼栋的链接通到代录；需要处理的，请告诉居委会。",
                "Nothing here need be wrong. A building's link leads to what was entered there; tell the committee what needs to be done.",
            )
        };
        let crowded: Vec<String> = odd.crowded.iter().map(|one| self.crowded(one)).collect();
        let bursts: Vec<String> = odd.bursts.iter().map(|one| self.burst(one)).collect();
        let phones: Vec<String> = odd.phones.iter().map(|one| self.phone(one)).collect();
        format!(
            r#"<p class="screen-only"><a href="/{slug}/{to}">{}</a></p><h1 class="title">{}</h1><p class="lead">{}</p><div class="section stack">{}{}{}<p><a href="/{slug}/complaints">{}</a></p></div>"#,
            reader.t(back),
            reader.t(TITLE),
            reader.t(act),
            self.section(
                reader.t(T(
                    "附议的人比登记的成年人多",
                    "More voices than adults in the register"
                )),
                reader.t(T(
                    "没有这样的住户。",
                    "There is no such household."
                )),
                &crowded
            ),
            self.section(
                &reader.tf(
                    T(
                        "代录得很快：{} 分钟内至少 {} 人（近 {} 天）",
                        "Entered fast: within {} minutes for {} people or more (last {} days)"
                    ),
                    &[&(BURST_WITHIN / MINUTE), &BURST_PEOPLE, &(ODD_WITHIN / DAY)],
                ),
                reader.t(T(
                    "没有这样的代录。",
                    "Nothing was entered like that."
                )),
                &bursts
            ),
            self.section(
                &reader.tf(
                    T(
                        "一台手机登录过几户的人，或同户三人以上（近 {} 天）",
                        "One phone with people of several households, or three of one (last {} days)"
                    ),
                    &[&(PHONES_KEPT_FOR / DAY)],
                ),
                reader.t(T("没有这样的手机。", "There is no such phone.")),
                &phones
            ),
            reader.t(T("举报与隐藏的议题", "Complaints and hidden issues")),
        )
    }

    fn section(&self, title: &str, none: &str, lines: &[String]) -> String {
        let inside = if lines.is_empty() {
            format!("<p>{none}</p>")
        } else {
            format!(r#"<ul class="list list--lined">{}</ul>"#, lines.concat())
        };
        let most = if lines.len() >= ODD_MAX {
            let words = T("只列出前 {} 条。", "The first {} only.");
            format!(
                r#"<p class="muted">{}</p>"#,
                self.reader.tf(words, &[&ODD_MAX])
            )
        } else {
            String::new()
        };
        format!(
            r#"<section class="section stack"><h2 class="section__title">{title}</h2>{inside}{most}</section>"#
        )
    }

    /// A building, with the way to who belongs to it and what was entered there.
    fn building(&self, id: &BuildingId, name: &str) -> String {
        format!(
            r#"<a href="/{}/household?building={}" dir="auto">{}</a>"#,
            self.community.slug,
            escape(&encoded(&id.0)),
            escape(name)
        )
    }

    fn home(&self, flat: &Flat) -> String {
        let building = self.building(&flat.building, &flat.building_name);
        format!(
            r#"{building} <span dir="auto">{}</span>"#,
            escape(&flat.room)
        )
    }

    fn crowded(&self, one: &Crowded) -> String {
        let facts = self.reader.tf(
            T("登记 {} 个成年人，{} 人有附议权", "adults: {} · voices: {}"),
            &[&one.adults, &one.voices],
        );
        format!(
            r#"<li><p>{}</p><p class="muted">{facts}</p></li>"#,
            self.home(&one.home)
        )
    }

    fn burst(&self, burst: &Burst) -> String {
        let reader = self.reader;
        let gone = T("已离开的人", "somebody who has left");
        let by = if burst.nickname.is_empty() {
            reader.t(gone).to_owned()
        } else {
            burst.nickname.clone()
        };
        let zone = &self.community.zone;
        let facts = reader.tf(
            T(
                "{} 至 {} · 为 {} 人、{} 件议题",
                "{} to {} · for people: {} · on issues: {}",
            ),
            &[
                &time::moment(zone, burst.from, reader.language()),
                &time::clock(zone, burst.until),
                &burst.people,
                &burst.issues,
            ],
        );
        let buildings = burst.buildings.iter();
        let buildings: Vec<String> = buildings
            .map(|(id, name)| self.building(id, name))
            .collect();
        format!(
            r#"<li><p><b dir="auto">{}</b> <span class="muted">{facts}</span></p><p>{}</p></li>"#,
            escape(&by),
            buildings.join(" · ")
        )
    }

    fn phone(&self, phone: &Phone) -> String {
        let reader = self.reader;
        let one = |one: &OnPhone| {
            let home = match &one.home {
                Some(flat) => self.home(flat),
                None => reader.t(T("不住在这里", "lives elsewhere")).to_owned(),
            };
            format!(
                r#"<li><b dir="auto">{}</b> {home}</li>"#,
                escape(&one.nickname)
            )
        };
        let people: String = phone.people.iter().map(one).collect();
        let zone = &self.community.zone;
        let facts = reader.tf(
            T("{} 个人 · 最近登录 {}", "people: {} · last signed in {}"),
            &[
                &phone.people.len(),
                &time::date(zone.date(phone.seen_at), reader.language()),
            ],
        );
        format!(r#"<li><p class="muted">{facts}</p><ul class="list">{people}</ul></li>"#)
    }
}

/// As an address has it.
fn encoded(id: &str) -> String {
    use std::fmt::Write;
    id.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}
