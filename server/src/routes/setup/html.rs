//! What the set-up's pages are made of: the same elements as all other pages have, as plain HTML.
//! Whatever anybody wrote is escaped.

use std::fmt::Display;

use app::context::Preferences;
use domain::Language;
use domain::words::{T, escape};

/// How the reader wants to read.
#[derive(Debug, Clone, Copy)]
pub struct Reader(pub Preferences);

impl Reader {
    pub fn language(self) -> Language {
        self.0.language
    }

    /// A text of ours. None of them has markup in it.
    pub fn t(self, text: T) -> &'static str {
        text.of(self.language())
    }

    /// A text of ours with values in it, as markup.
    pub fn tf(self, text: T, values: &[&dyn Display]) -> String {
        escape(&text.with(self.language(), values))
    }

    /// The whole page: bar and content. `path` is where it stands, `name` what the bar says, which
    /// leads to `home`.
    pub fn frame(self, path: &str, home: &str, name: &str, content: &str) -> String {
        let other = self.language().other();
        let (name, path) = (escape(name), escape(path));
        let switch = self.t(T("Switch to English", "切换到中文"));
        format!(
            r##"<div class="app"><a class="skip" href="#main">{skip}</a><header class="app__bar screen-only"><a class="app__name" href="{home}"><span dir="auto">{name}</span></a><form method="post" action="/preferences"><input type="hidden" name="language" value="{code}"><input type="hidden" name="back" value="{path}"><button class="icon-btn" lang="{code}" aria-label="{switch}"><span>{own}</span></button></form></header><main class="app__main" id="main" tabindex="-1">{content}</main></div>"##,
            skip = self.t(T("跳到内容", "Skip to content")),
            code = other.code(),
            own = other.own_name(),
        )
    }

    /// The heading of a step, and below it the way back to all steps.
    pub fn heading(self, title: &str, back: Option<&str>) -> String {
        let back = back.map_or_else(String::new, |to| {
            format!(
                r#"<p class="screen-only"><a href="{}">{}</a></p>"#,
                escape(to),
                self.t(T("← 全部步骤", "← All steps"))
            )
        });
        format!(
            r#"{back}<h1 class="title" dir="auto">{}</h1>"#,
            escape(title)
        )
    }

    /// A line of text with label and hint.
    pub fn text_field(self, field: &TextField<'_>) -> String {
        self.text_field_as(field.name, field)
    }

    /// The same under an id of its own, where a page has several of a name.
    pub fn text_field_as(self, id: &str, field: &TextField<'_>) -> String {
        let id = escape(id);
        let TextField {
            name,
            label,
            hint,
            value,
            needed,
        } = *field;
        let optional = if needed {
            String::new()
        } else {
            format!(" <small>{}</small>", self.t(T("（可不填）", "(optional)")))
        };
        let needed = if needed { " required" } else { "" };
        format!(
            r#"<div class="field"><label class="field__label" for="{id}">{}{optional}</label><p class="field__hint" id="{id}-hint">{}</p><input id="{id}" name="{name}" type="text" value="{}" maxlength="60" autocomplete="off" aria-describedby="{id}-hint" dir="auto"{needed}></div>"#,
            self.t(label),
            self.t(hint),
            escape(value),
        )
    }

    /// One of several; `options` are values with their words.
    pub fn select(
        self,
        name: &str,
        label: T,
        options: &[(String, String)],
        chosen: &str,
    ) -> String {
        let options = options.iter().fold(String::new(), |all, (value, words)| {
            let selected = if value == chosen { " selected" } else { "" };
            let option = format!(
                r#"<option value="{}"{selected}>{}</option>"#,
                escape(value),
                escape(words)
            );
            all + &option
        });
        format!(
            r#"<div class="field"><label class="field__label" for="{name}">{}</label><select id="{name}" name="{name}">{options}</select></div>"#,
            self.t(label)
        )
    }

    /// A file to choose.
    pub fn file_field(self, label: T, accept: &str) -> String {
        format!(
            r#"<div class="field"><label class="field__label" for="file">{}</label><input id="file" name="file" type="file" accept="{accept}" required></div>"#,
            self.t(label)
        )
    }

    /// What does the same at the command line.
    pub fn twin(self, command: &str) -> String {
        format!(
            r#"<details class="section screen-only"><summary>{}</summary><p><code>{}</code></p></details>"#,
            self.t(T("也可以用命令行", "The same at the command line")),
            escape(command)
        )
    }
}

/// A line of text in a form.
#[derive(Debug, Clone, Copy)]
pub struct TextField<'a> {
    pub name: &'a str,
    pub label: T,
    pub hint: T,
    pub value: &'a str,
    pub needed: bool,
}

/// Something that was refused or went wrong.
pub fn alert(words: &str) -> String {
    format!(
        r#"<div class="message message--error" role="alert"><div><p>{}</p></div></div>"#,
        escape(words)
    )
}

/// Something that is done.
pub fn told(words: &str) -> String {
    format!(
        r#"<div class="message message--ok" role="status"><div><p>{}</p></div></div>"#,
        escape(words)
    )
}

/// Buttons beside each other.
pub fn buttons(buttons: &str) -> String {
    format!(r#"<div class="btn-row">{buttons}</div>"#)
}

/// Lines of a list.
pub fn list<'l>(lines: impl IntoIterator<Item = &'l str>) -> String {
    let lines = lines.into_iter().fold(String::new(), |all, line| {
        all + &format!(r#"<li dir="auto">{}</li>"#, escape(line))
    });
    format!(r#"<ul class="list">{lines}</ul>"#)
}
