//! Words about the plan of the estate, and its buildings.

use super::T;

pub const PLAN: T = T("平面图", "Plan");
pub const PLAN_LABEL: T = T("小区平面图，标有议题", "Plan of the estate with its issues");
pub const IN_VIEW: T = T("图中的议题", "Issues in view");
pub const PLAN_EMPTY: T = T(
    "还没有标了地点的议题。反映时在图上点一下，就会出现在这里。",
    "No issue has a place yet. Tap the plan when you report one, and it shows here.",
);
pub const VIEW_EMPTY: T = T(
    "这一块没有议题。缩小，或看全图。",
    "No issues in this part. Go farther out, or show the whole plan.",
);
pub const PLAN_NEWEST: T = T(
    "最新的 {} 件，图中共 {} 件。",
    "The newest {} of {} in view.",
);
pub const PLAN_LEFT_OUT: T = T(
    "图上是最新的 {} 件，共有 {} 件。更早的在列表里：",
    "The plan shows the newest {} of {}. Older ones are in the list:",
);
pub const NAME_HINT: T = T(
    "点一下楼栋，或在下面选择，可以改它的名称。",
    "Tap a building, or choose it below, to change what it is called.",
);
pub const NAME_HINT_UNNAMED: T = T(
    "还有 {} 栋楼没有名称。点一下楼栋，或在下面选择，给它命名。",
    "{} buildings have no name yet. Tap a building, or choose it below, to name it.",
);
pub const UNNAMED: T = T("未命名 {}", "Unnamed {}");
pub const BUILDING_NAME: T = T("楼栋名称", "Name of the building");
pub const BUILDING_NAME_HINT: T = T(
    "居民怎么叫，例如“7 号楼”",
    "As people call it, such as “No. 7”",
);
pub const BUILDING_NAMED: T = T("已命名。", "Named.");
pub const UNNAMED_BUILDING: T = T("图上所选的楼", "The building on the plan");
pub const KEY: T = T("图例", "What the marks mean");
pub const OPEN: T = T("打开", "Open");
pub const CLOSE: T = T("关闭", "Close");
pub const SPOT_MANY: T = T("这里有 {} 件议题", "{} issues here");

pub const ZOOM_IN: T = T("放大平面图", "Nearer");
pub const ZOOM_OUT: T = T("缩小平面图", "Farther");
pub const ZOOM_WHOLE: T = T("全图", "Whole");
pub const PLAN_KEYS: T = T(
    "平面图：加号减号缩放，方向键移动",
    "Plan: plus and minus to zoom, arrows to move",
);
