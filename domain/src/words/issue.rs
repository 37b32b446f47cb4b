//! Words about issues that pages and paper share.

use crate::Language;
use crate::issue::{Category, Status, Support};
use crate::meeting::DecisionKind;

use super::T;

/// A category's name.
pub fn category(category: Category) -> T {
    match category {
        Category::Lift => T("电梯", "Lifts"),
        Category::Utilities => T("水电煤", "Water, power, gas"),
        Category::Upkeep => T("房屋维修", "Repairs"),
        Category::Property => T("物业服务", "Property service"),
        Category::Parking => T("停车出行", "Parking and traffic"),
        Category::Safety => T("公共安全", "Public safety"),
        Category::Sanitation => T("环境卫生", "Cleanliness"),
        Category::Greening => T("绿化", "Greenery"),
        Category::Facilities => T("公共设施", "Shared facilities"),
        Category::Noise => T("噪声", "Noise"),
        Category::Neighbours => T("邻里关系", "Among neighbours"),
        Category::Services => T("便民服务", "Services, care"),
        Category::Other => T("其他", "Other"),
    }
}

/// A decision's name.
pub fn decision(kind: DecisionKind) -> T {
    match kind {
        DecisionKind::DoIt => T("办理", "Do it"),
        DecisionKind::Pilot => T("试点", "Pilot"),
        DecisionKind::ReferUpward => T("转街镇", "Refer to street or town"),
        DecisionKind::OwnersDecide => T("需业主共同决定", "Owners decide"),
        DecisionKind::Defer => T("暂缓", "Defer"),
        DecisionKind::NotDone => T("不办", "Not done"),
    }
}

/// What people call an area; the whole estate comes without a name.
pub fn area(name: &str, language: Language) -> &str {
    if name.is_empty() {
        WHOLE_ESTATE.of(language)
    } else {
        name
    }
}

/// The support rate in per cent; a rate that is not nothing never reads as 0.
pub fn percent(support: Support) -> Option<String> {
    let percent = support.percent()?;
    Some(if percent == 0 && support.households > 0 {
        "<1".to_owned()
    } else {
        percent.to_string()
    })
}

/// What stands in words that the branch has ready in the place of what only whoever sends them
/// knows.
pub const GAPS: [T; 5] = [
    T("〈日期〉", "〈date〉"),
    T("〈单位〉", "〈who〉"),
    T("〈电话〉", "〈phone〉"),
    T("〈编号〉", "〈number〉"),
    T("〈内容〉", "〈what〉"),
];

/// The first gap of these that a text still has, in either language.
pub fn gap(text: &str) -> Option<&'static str> {
    let all = GAPS
        .into_iter()
        .flat_map(|T(chinese, english)| [chinese, english]);
    all.filter_map(|gap| Some((text.find(gap)?, gap)))
        .min()
        .map(|(_, gap)| gap)
}

/// How people name an issue.
pub const NUMBER: T = T("编号 {}", "No. {}");
pub const CATEGORY: T = T("类别", "Category");
/// Whom an issue affects.
pub const AREA: T = T("涉及范围", "Affects");
pub const ONLINE: T = T("线上", "Online");
pub const ON_BEHALF: T = T("代录", "On behalf");
pub const URGENT: T = T("紧急", "Urgent");
pub const PLACE: T = T("地点", "Place");
pub const NO_PLACE: T = T("没有注明地点", "No place given");
pub const PHOTO_OF: T = T("“{}”的照片", "Photo of “{}”");
pub const WHOLE_ESTATE: T = T("全小区", "The whole estate");

/// What comes next for an issue, in a few words: on cards, where there is room for no more.
pub fn next(status: Status) -> T {
    match status {
        Status::Filed => T("下一步：受理", "Next: acceptance"),
        Status::Accepted | Status::Returned => T("下一步：排上议程", "Next: onto an agenda"),
        Status::OnAgenda => T("下一步：会议决定", "Next: the decision"),
        Status::Decided => T("决议已公开", "Decision is public"),
        Status::InWork => T("下一步：公开结果", "Next: its result"),
        Status::Appraisal => T("下一步：居民评议", "Next: residents’ word"),
        Status::Deferred => T("下一步：到期再议", "Next: back on its day"),
        Status::Declined | Status::Withdrawn | Status::Closed => T("已结束", "Over"),
    }
}
