//! What issues are about.

use crate::codes::codes;

codes! {
    /// What an issue is about, in the order in which it is offered.
    pub enum Category {
        /// 电梯
        Lift = "lift",
        /// 水电煤
        Utilities = "utilities",
        /// 房屋维修
        Upkeep = "upkeep",
        /// 物业服务
        Property = "property",
        /// 停车出行
        Parking = "parking",
        /// 公共安全
        Safety = "safety",
        /// 环境卫生
        Sanitation = "sanitation",
        /// 绿化
        Greening = "greening",
        /// 公共设施
        Facilities = "facilities",
        /// 噪声
        Noise = "noise",
        /// 邻里关系
        Neighbours = "neighbours",
        /// 便民服务
        Services = "services",
        /// 其他
        Other = "other",
    }
}

impl Category {
    /// Minutes of a meeting that such an issue usually needs; offered when it is accepted. Part of
    /// the journal's form (an issue has them from its filing on): other minutes need a migration of
    /// the issues that are not accepted yet, or were imported.
    pub fn default_minutes(self) -> u32 {
        match self {
            Category::Property | Category::Parking | Category::Neighbours => 20,
            Category::Safety | Category::Facilities | Category::Noise | Category::Services => 15,
            Category::Lift
            | Category::Utilities
            | Category::Upkeep
            | Category::Sanitation
            | Category::Greening
            | Category::Other => 10,
        }
    }
}
