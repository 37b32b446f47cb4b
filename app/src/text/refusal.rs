//! What a refusal says to a person: what is the matter, and what to do next.

use domain::place::Area;
use domain::time::{DAY, HOUR};
use domain::words::{COMMA, list};
use domain::{Field, FieldError, Problem, Refusal, Timestamp, issue, meeting};

use super::{T, language, t, tf, tn};
use crate::context::now;
use crate::error::AppError;

/// A refusal in words.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignedOut => t(super::common::ERROR_SIGNED_OUT).to_owned(),
        Refusal::NotAllowed => t(T("您的身份不能做这一步。如有需要，请联系居委会。", "Your role does not allow this. Please ask the neighbourhood committee.")).to_owned(),
        Refusal::NotFound => t(super::common::ERROR_NOT_FOUND).to_owned(),
        Refusal::Invalid(fields) => tn(
            T("有 {} 处需要改一下，见标出的地方。", "One thing needs correcting; see the marked field."),
            T("有 {} 处需要改一下，见标出的地方。", "{} things need correcting; see the marked fields."),
            u32::try_from(fields.len()).unwrap_or(u32::MAX),
        ),
        Refusal::IssueIs(status) => tf(
            T("这件议题现在是“{}”，不能再做这一步。请刷新页面看最新情况。", "This issue is now “{}”, so this is no longer possible. Reload the page to see how it stands."),
            &[&t(super::issue::status(*status))],
        ),
        Refusal::IssueHidden => t(T("这件议题已隐藏。", "This issue is hidden.")).to_owned(),
        Refusal::OwnHiding => elsewhere(T("申诉要由另一位居委干部或书记复核。", "Another worker or secretary decides this appeal.")),
        Refusal::FilingPaused { until, hidden } => tf(
            T("您有 {} 件议题被隐藏，约 {} 天后才能再反映。附议照常。", "{} of your issues were hidden: report again in about {} days. You can second as before."),
            &[hidden, &left(*until, DAY)],
        ),
        Refusal::EnoughForNow { until } => tf(
            T("您或您家今天提交的已到上限，请约 {} 小时后再试。", "You or your household have sent enough for today. Try again in about {} hours."),
            &[&left(*until, HOUR)],
        ),
        Refusal::AlreadyAnswered => t(T("党支部已经答复，原文不能再改。您可以另外反映新的情况。", "The branch has answered, so the text stays as it is. You can report what is new as another issue.")).to_owned(),
        Refusal::AddedOften { max } => tf(
            T("一件议题最多补充 {} 次。其余情况请直接告诉居委会。", "Facts can be added to an issue {} times. Please tell the committee the rest."),
            &[max],
        ),
        Refusal::AlreadySeconded => t(T("已经附议过了，每人一次。", "Seconded already; each person has one.")).to_owned(),
        Refusal::NotSeconded => t(T("没有可以收回的附议。", "There is no second to take back.")).to_owned(),
        Refusal::MeetingIs(status) => match status {
            meeting::Status::Draft => t(T("议程还没有锁定。请先锁定议程。", "The agenda is not locked yet. Lock it first.")),
            meeting::Status::Locked => t(T("议程已经锁定，不能再改。", "The agenda is locked and no longer changes.")),
            meeting::Status::Published => t(super::meeting::DECISIONS_OVER),
        }.to_owned(),
        Refusal::AgendaChanged { .. } => t(T("别人刚刚改过这份议程。页面已更新，请看过后再改一次。", "Somebody else has just changed this agenda. The page now shows it; please look and change again.")).to_owned(),
        Refusal::DecisionChanged => t(T("别人刚刚录入过这一项的决议，见上方。请看过后再保存，就以您的为准。", "Somebody else has just entered a decision for this item; see above. Look at it, then save again to replace it.")).to_owned(),
        Refusal::TextChanged => t(T("反映人刚刚改过原文，请看过新的文字再办理。", "The reporter has just changed the text. Please read it as it is now, then go on.")).to_owned(),
        Refusal::OtherCommand => t(T("这张表单已经用过，内容又改了。请刷新页面后再提交。", "This form was used before, with other content. Reload the page and send it again.")).to_owned(),
        Refusal::AlreadyListed => t(T("这件议题已经在议程上。", "This issue is on the agenda already.")).to_owned(),
        Refusal::NotListed => t(T("这件议题不在议程上。", "This issue is not on the agenda.")).to_owned(),
        Refusal::AgendaEmpty => t(T("议程上还没有议题，不能锁定。", "There is nothing on the agenda to lock.")).to_owned(),
        Refusal::AgendaOutdated => t(super::meeting::OUTDATED).to_owned(),
        Refusal::DiscretionUsed => t(T("每次议程由书记酌定列入的只有一项，已经用了。要换，请先撤下那一项。", "Only one item of an agenda is at the secretary's discretion, and it is used. To change it, drop that item first.")).to_owned(),
        Refusal::ItemsGone(numbers) => tf(
            T("编号 {} 已有变化（撤回或列入别的议程）。请重新编排，再锁定。", "No. {} has moved on (withdrawn, or on another agenda). Fill the agenda again, then lock it."),
            &[&list(numbers, language())],
        ),
        Refusal::Undecided(positions) => super::meeting::missing(false, positions).join(" "),
        Refusal::MeetingNotBegun { undecided } => super::meeting::missing(true, undecided).join(" "),
        Refusal::SlipUnknown => t(T("没有这个入户码。请对照纸条再输入一次；字母不分大小写，没有数字 0 和 1。", "There is no slip with this code. Compare it with the paper and type it again; case does not matter, and it has no 0 and no 1.")).to_owned(),
        Refusal::SlipExpired => t(T("这张入户码已过期。请向居委会要一张新的。", "This slip has expired. Ask the neighbourhood committee for a new one.")).to_owned(),
        Refusal::SlipUsedUp => t(T("这张入户码的名额已用完。家里还有人要加入，请向居委会再要一张。", "Everyone whom this slip admits has joined. Ask the neighbourhood committee for another one.")).to_owned(),
        Refusal::SlipReplaced => t(T("这张入户码已换新，请用最新的一张。", "A newer slip has replaced this one. Please use the newest.")).to_owned(),
        Refusal::HouseholdFull { adults } => tf(
            T("登记的 {} 位成年人都已加入。如有出入，请联系居委会。", "All {} adults on the register have joined. If that is wrong, ask the committee."),
            &[adults],
        ),
        Refusal::AdultsUnknown { most } => tf(
            T("登记里没有这户的成年人数，最多代录 {} 位。请居委会补上人数再录。", "The register does not say how many adults this household has, so {} at most. Ask the committee to add the number."),
            &[most],
        ),
        Refusal::NotYourBuilding => t(T("这户不在您负责的楼里。请那栋楼的楼组长或居委会代录。", "This household is not in a building of yours. Ask the leader of that building, or the committee.")).to_owned(),
        Refusal::HouseholdInUse => elsewhere(T("这户已有人加入，不能注销。", "People belong to this household, so it stays.")),
        Refusal::TooManyTries { seconds } => tf(
            T("试得太多、太快。请等 {} 秒再试。", "Too many tries in a short time. Please wait {} seconds and try again."),
            &[seconds],
        ),
        Refusal::AlreadyMember => t(T("您已经是本居民区的成员。", "You belong to this community already.")).to_owned(),
        Refusal::OwnOffice => elsewhere(T("书记不能免去自己。请由另一位书记或管理员办理。", "Nobody ends their own office of secretary. Another secretary does, or the operator.")),
        Refusal::InOffice => elsewhere(T("此人还在任职。请先由书记免职，再终止成员资格。", "This person holds an office. The secretary ends it first, then the membership.")),
        Refusal::ReturnsInOffice => elsewhere(T("此人在任职，找回纸条只能由书记打印。", "This person holds an office: only the secretary prints a slip for them.")),
        Refusal::BelongsElsewhere => elsewhere(T("此人还属于别的居民区，不能这样找回。请让本人用找回码。", "This person belongs to another community as well and can't come back by a slip of yours. Ask them to use their recovery code.")),
        Refusal::JoinedBefore => t(T("这张表单已经用来加入过，不能再用它登录。要回来，请向居委会要一张新的入户码。", "Somebody has joined by this form already, and it signs nobody in again. To come back, ask the neighbourhood committee for a new slip.")).to_owned(),
        Refusal::AppraisalOver => t(T("评议已经结束，不能再改。", "The word on this result is closed and no longer changes.")).to_owned(),
        Refusal::NotYet => elsewhere(T("还没有到时候。", "Its day has not come yet.")),
        Refusal::Exists => t(T("已经有了，不用再做一次。", "It exists already; nothing more to do.")).to_owned(),
        Refusal::AreasInUse(areas) => {
            let areas: Vec<&str> = areas.iter().filter_map(Area::on_plan).collect();
            elsewhere(T("这些地方有住户或议题，新的平面图里不能缺：{}。请补上再试。", "Households or issues refer to what the new plan lacks: {}. Add it and try again.")).replace("{}", &areas.join(t(COMMA)))
        }
    }
}

/// What only plain forms and the command line are told: the bundle never reads such a refusal and
/// need not hold its words.
fn elsewhere(text: T) -> String {
    if cfg!(target_arch = "wasm32") {
        String::new()
    } else {
        t(text).to_owned()
    }
}

/// How much time is left until then, in whole units.
fn left(until: Timestamp, unit: i64) -> i64 {
    (until.0 - now().0).max(0) / unit + 1
}

/// What is wrong with a field, if anything is.
pub fn field_error(refusal: Option<&Refusal>, field: Field) -> Option<String> {
    match refusal {
        Some(Refusal::Invalid(errors)) => errors
            .iter()
            .find(|error| error.field == field)
            .map(problem),
        _ => None,
    }
}

fn problem(error: &FieldError) -> String {
    match (&error.problem, error.field) {
        (Problem::Missing, Field::Title) => {
            t(T("请写一个标题。", "Please write a title.")).to_owned()
        }
        (Problem::Missing, Field::Category) => {
            t(T("请选择类别。", "Please choose a category.")).to_owned()
        }
        (Problem::Missing, Field::Reason) => t(T(
            "请写明理由，居民会看到。",
            "Please write the reason; residents will read it.",
        ))
        .to_owned(),
        (Problem::Missing, Field::Nickname | Field::Name) => {
            t(T("请写一个名字。", "Please write a name.")).to_owned()
        }
        (Problem::Missing, Field::Consent) => t(T(
            "请先阅读并勾选同意。",
            "Please read it and tick that you agree.",
        ))
        .to_owned(),
        (Problem::Missing, Field::Owner) => {
            t(T("请选择由谁办理。", "Please choose who carries it out.")).to_owned()
        }
        (Problem::Missing, Field::Office) => {
            t(T("请选择职务。", "Please choose an office.")).to_owned()
        }
        (Problem::Missing, Field::Place) => {
            t(T("请至少选一栋楼。", "Please choose at least one building.")).to_owned()
        }
        (Problem::Missing, Field::Due) => t(T("请选择日期。", "Please choose a date.")).to_owned(),
        (Problem::Missing, Field::Photo) => t(T(
            "照片没有收到，或没有收全。请再选一次。",
            "The photo did not arrive, or not all of it. Please choose it again.",
        ))
        .to_owned(),
        (Problem::Missing, _) => t(T("请填写这一项。", "Please fill this in.")).to_owned(),
        (Problem::TooLong { max, len }, _) => tf(
            T("最多 {} 字，现在 {} 字。", "At most {} characters; now {}."),
            &[max, len],
        ),
        (Problem::OutOfRange { min, max }, _) => tf(
            T(
                "请填 {} 到 {} 之间的数。",
                "Please give a number from {} to {}.",
            ),
            &[min, max],
        ),
        (Problem::Unknown, Field::Place | Field::Area) => t(T(
            "平面图上没有这个地点，请重新选择。",
            "The plan does not have this place. Please choose again.",
        ))
        .to_owned(),
        (Problem::Unknown, _) => t(T(
            "无法识别，请重新选择或填写。",
            "This can't be read. Please choose or write it again.",
        ))
        .to_owned(),
        (Problem::Past, _) => t(T(
            "这个时间已经过去，请改成以后的时间。",
            "This time has passed. Please give a later one.",
        ))
        .to_owned(),
        (Problem::TooFar, _) => t(T("请核对年份。", "Please check the year.")).to_owned(),
        (Problem::TooLarge { max: 0 }, _) => {
            t(T(
                "照片太大。请选一张小一些的，或截一张屏。",
                "The photo is too large. Please choose a smaller one, or a screenshot of it.",
            ))
            .to_owned()
        }
        (Problem::TooLarge { max }, _) => tf(
            T(
                "照片太大，最多 {} MB。",
                "The photo is too large; at most {} MB.",
            ),
            &[max],
        ),
        (Problem::TooMany { max }, _) => tf(T("最多 {} 张照片。", "At most {} photos."), &[max]),
        (Problem::TooManyWaiting { max }, _) => tf(
            T(
                "您有 {} 张照片还没有随议题发出。请先发出那些议题，或明天再传。",
                "{} photos of yours are with no issue yet. Send those reports first, or come back tomorrow.",
            ),
            &[max],
        ),
        (Problem::Gap, _) => t(T(
            "〈〉里的内容还没有填，请先填好再发出。",
            "Something in 〈〉 is not filled in yet. Please write it, then send.",
        ))
        .to_owned(),
        (Problem::NotAPhoto, _) => t(T(
            "这张照片的格式不能用，要 JPEG、PNG 或 WebP。名字以 .jpg 结尾的也可能是别的格式（如 HEIC）：请改传它的截屏。",
            "This is not a photo that can be used: it has to be JPEG, PNG or WebP. One that is called .jpg may be something else inside, such as HEIC. Please take a screenshot of it instead.",
        ))
        .to_owned(),
    }
}

/// A failure to read, in words.
pub fn error(error: &AppError) -> &'static str {
    t(match error {
        AppError::SignedOut => super::common::ERROR_SIGNED_OUT,
        AppError::NotFound => super::common::ERROR_NOT_FOUND,
        AppError::Offline => super::common::ERROR_OFFLINE,
        AppError::Failed => super::common::ERROR_FAILED,
    })
}

/// A failure to send, in words: what was typed or tapped is still on screen.
pub fn not_sent(error: &AppError) -> &'static str {
    match error {
        AppError::SignedOut | AppError::NotFound => self::error(error),
        AppError::Offline => t(T(
            "没有网络，还没有发出去，这里的内容都在。连上网络后再按一次。",
            "No network, so it was not sent. All is still here; press again when you are connected.",
        )),
        AppError::Failed => t(T(
            "出了问题，还没有办成，这里的内容都在。请稍后再试。",
            "Something went wrong, so it was not done. All is still here; please try again later.",
        )),
    }
}

/// Why an issue can't be seconded now; nothing where it can.
pub fn closed_for_seconds(status: issue::Status) -> Option<T> {
    match status {
        issue::Status::Filed
        | issue::Status::Accepted
        | issue::Status::Returned
        | issue::Status::Deferred => None,
        issue::Status::OnAgenda => Some(T(
            "已列议程，附议数已定格。",
            "On the agenda: the count is frozen.",
        )),
        issue::Status::Decided => Some(T(
            "会议已作决议，不再附议。",
            "The meeting has decided; seconding is over.",
        )),
        issue::Status::InWork => Some(T(
            "正在办理，不再附议。",
            "It is being done; seconding is over.",
        )),
        issue::Status::Appraisal => Some(T(
            "结果已公开，不再附议。",
            "The result is published; seconding is over.",
        )),
        issue::Status::Declined => {
            Some(T("不予受理，不能附议。", "Declined; it can't be seconded."))
        }
        issue::Status::Withdrawn => Some(T(
            "反映人已撤回，不能附议。",
            "Withdrawn by whoever reported it.",
        )),
        issue::Status::Closed => Some(T("已办结，不再附议。", "Closed; seconding is over.")),
    }
}
