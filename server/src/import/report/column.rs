//! Which column of a file is what: found by names that cities and hotlines give them.

use super::super::table::{Rows, declared, plain};

/// What a column says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Id,
    Opened,
    Closed,
    Status,
    Title,
    Kind,
    /// A wider kind.
    Reason,
    Department,
    Neighbourhood,
    Latitude,
    Longitude,
}

impl Role {
    pub const ALL: [Self; 11] = [
        Self::Id,
        Self::Opened,
        Self::Closed,
        Self::Status,
        Self::Title,
        Self::Kind,
        Self::Reason,
        Self::Department,
        Self::Neighbourhood,
        Self::Latitude,
        Self::Longitude,
    ];

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::Status => "status",
            Self::Title => "title",
            Self::Kind => "type",
            Self::Reason => "reason",
            Self::Department => "department",
            Self::Neighbourhood => "neighbourhood",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
        }
    }

    /// Its names, likeliest first: those of Boston until 2026 and since; of New York, Chicago, San
    /// Francisco and Open311; of Chinese hotlines.
    #[expect(clippy::too_many_lines, reason = "a list of names")]
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &[
                "CASE_ENQUIRY_ID",
                "case_id",
                "Unique Key",
                "SR_NUMBER",
                "CaseID",
                "service_request_id",
                "Service Request Number",
                "Case Number",
                "Request ID",
                "Ticket ID",
                "工单编号",
                "工单号",
                "案件编号",
                "诉求编号",
                "事件编号",
                "受理编号",
                "编号",
                "单号",
                "id",
            ],
            Self::Opened => &[
                "OPEN_DT",
                "open_date",
                "Created Date",
                "CREATED_DATE",
                "Opened",
                "requested_datetime",
                "open_datetime",
                "date_opened",
                "date_created",
                "created_at",
                "受理时间",
                "受理日期",
                "登记时间",
                "来电时间",
                "诉求时间",
                "反映时间",
                "上报时间",
                "提交时间",
                "创建时间",
                "登记日期",
            ],
            Self::Closed => &[
                "CLOSED_DT",
                "close_date",
                "Closed Date",
                "CLOSED_DATE",
                "Closed",
                "closed_datetime",
                "date_closed",
                "closed_at",
                "办结时间",
                "办结日期",
                "结案时间",
                "完成时间",
                "关闭时间",
            ],
            Self::Status => &[
                "CASE_STATUS",
                "status",
                "工单状态",
                "案件状态",
                "办理状态",
                "处理状态",
                "状态",
            ],
            Self::Title => &[
                "CASE_TITLE",
                "case_topic",
                "title",
                "subject line",
                "诉求标题",
                "工单标题",
                "事件标题",
                "案件标题",
                "标题",
                "主题",
            ],
            Self::Kind => &[
                "TYPE",
                "service_name",
                "Complaint Type",
                "SR_TYPE",
                "Request Type",
                "诉求类型",
                "问题类型",
                "事件类型",
                "工单类型",
                "类型",
                "诉求类别",
                "类别",
                "Category",
            ],
            Self::Reason => &["REASON", "Descriptor", "Request Details"],
            Self::Department => &[
                "Department",
                "assigned_department",
                "Agency Name",
                "Agency",
                "OWNER_DEPARTMENT",
                "Responsible Agency",
                "agency_responsible",
                "承办单位",
                "主办单位",
                "处理部门",
                "责任部门",
                "部门",
            ],
            Self::Neighbourhood => &[
                "neighborhood",
                "neighbourhood",
                "Neighborhoods",
                "Borough",
                "居民区",
                "居委会",
                "居委",
                "小区",
                "社区",
                "街道",
                "街镇",
            ],
            Self::Latitude => &["LATITUDE", "lat", "纬度"],
            Self::Longitude => &["LONGITUDE", "lon", "lng", "long", "经度"],
        }
    }

    /// Something of this kind must be there.
    fn is_needed(self) -> bool {
        matches!(self, Self::Id | Self::Opened | Self::Title)
    }
}

/// Where each [`Role`] is, in the order of [`Role::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    headers: Vec<String>,
    at: [Option<usize>; Role::ALL.len()],
}

/// Lines at the top in which the names of columns are looked for: some have a heading above them.
const TOP: usize = 10;

impl Columns {
    fn of(headers: &[String]) -> Self {
        let headers: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let known: Vec<String> = headers.iter().map(|header| bare(header)).collect();
        let find = |role: Role| {
            let mut names = role.names().iter().map(|name| bare(name));
            names.find_map(|name| known.iter().position(|header| *header == name))
        };
        let mut at = Role::ALL.map(find);
        // Where no column has a title, the kind of a report is one.
        let [title, kind] = [Role::Title, Role::Kind].map(|role| role as usize);
        at[title] = at[title].or(at[kind]);
        Self { headers, at }
    }

    /// The column, if the file has it.
    pub fn at(&self, role: Role) -> Option<usize> {
        self.at[role as usize]
    }

    /// What the file calls it.
    pub fn name(&self, role: Role) -> &str {
        self.at(role).map_or(role.words(), |at| &self.headers[at])
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        let named = self.headers.iter().rposition(|header| !header.is_empty());
        named.map_or(0, |last| last + 1)
    }

    /// The first that is needed and is not there.
    fn lacks(&self) -> Option<Role> {
        let mut all = Role::ALL.into_iter();
        all.find(|role| role.is_needed() && self.at(*role).is_none())
    }

    fn found(&self) -> usize {
        self.at.iter().flatten().count()
    }

    /// One line that says what is taken for what. `dates` is the order of those that need one.
    pub fn words(&self, dates: Option<&str>) -> String {
        let taken = Role::ALL.into_iter().filter_map(|role| {
            let header = &self.headers[self.at(role)?];
            let dates = dates.filter(|_| role == Role::Opened);
            let dates = dates.map_or(String::new(), |dates| format!(" ({dates})"));
            Some(format!("{} = {header}{dates}", role.words()))
        });
        let mut words = taken.collect::<Vec<_>>().join(", ");
        let lacking = Role::ALL
            .into_iter()
            .filter(|role| self.at(*role).is_none());
        let lacking: Vec<&str> = lacking.map(Role::words).collect();
        let left = self
            .headers
            .iter()
            .enumerate()
            .filter(|(at, header)| !header.is_empty() && !self.at.contains(&Some(*at)));
        let left: Vec<&str> = left.map(|(_, header)| header.as_str()).collect();
        for (what, which) in [("not there", lacking), ("left aside", left)] {
            if !which.is_empty() {
                for part in ["; ", what, ": ", &which.join(", ")] {
                    words += part;
                }
            }
        }
        words
    }
}

/// A name as names are compared: without case, blanks and what joins words.
fn bare(name: &str) -> String {
    plain(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A table whose columns are known.
#[derive(Debug)]
pub struct Table<'t> {
    pub columns: Columns,
    /// Below the names of the columns.
    pub rows: Rows<'t>,
    separator: char,
}

impl Table<'_> {
    /// What its cells are parted by, for people.
    pub fn separator(&self) -> &'static str {
        words_of(self.separator)
    }
}

fn words_of(separator: char) -> &'static str {
    match separator {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => "a separator that it states",
    }
}

/// Why no table was found: what it lacks, and what stands where the names of columns should.
#[derive(Debug, PartialEq, Eq)]
pub struct NoTable {
    pub lacks: Role,
    pub headers: Vec<String>,
    pub separator: &'static str,
}

/// Finds the columns, and what parts them: whatever makes most of their names known.
pub fn find(text: &str) -> Result<Table<'_>, NoTable> {
    let stated = declared(text).map(|(separator, _)| separator);
    let separators = stated.map_or_else(|| vec![',', '\t', ';', '|'], |separator| vec![separator]);
    let mut best: Option<Table> = None;
    for separator in separators {
        let mut rows = Rows::of(text, separator);
        for _ in 0..TOP {
            let Some(row) = rows.next() else { break };
            let Ok(row) = row else { continue };
            let columns = Columns::of(&row.cells);
            let better = best.as_ref().is_none_or(|best| {
                (columns.found(), columns.count()) > (best.columns.found(), best.columns.count())
            });
            // Without any known name the first line speaks for the file.
            if better && (columns.found() > 0 || row.line == 1) {
                best = Some(Table {
                    columns,
                    rows: rows.clone(),
                    separator,
                });
            }
        }
    }
    match best {
        Some(table) => match table.columns.lacks() {
            None => Ok(table),
            Some(lacks) => Err(NoTable {
                lacks,
                separator: table.separator(),
                headers: table.columns.headers,
            }),
        },
        None => Err(NoTable {
            lacks: Role::Id,
            headers: vec![],
            separator: words_of(','),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: &str) -> String {
        find(header).map_or_else(
            |no| format!("{} in {:?}", no.lacks.words(), no.headers),
            |table| table.columns.words(None),
        )
    }

    #[test]
    fn columns_are_found_by_the_names_of_several_systems() {
        for (header, words) in [
            (
                "CASE_ENQUIRY_ID,OPEN_DT,CLOSED_DT,CASE_STATUS,CASE_TITLE,SUBJECT,REASON,TYPE,Department,neighborhood,LATITUDE,LONGITUDE",
                "id = CASE_ENQUIRY_ID, opened = OPEN_DT, closed = CLOSED_DT, status = CASE_STATUS, title = CASE_TITLE, type = TYPE, reason = REASON, department = Department, neighbourhood = neighborhood, latitude = LATITUDE, longitude = LONGITUDE; left aside: SUBJECT",
            ),
            (
                "case_id,open_date,case_topic,service_name,assigned_department,case_status,close_date,longitude,latitude",
                "id = case_id, opened = open_date, closed = close_date, status = case_status, title = case_topic, type = service_name, department = assigned_department, latitude = latitude, longitude = longitude; not there: reason, neighbourhood",
            ),
            (
                "Unique Key,Created Date,Closed Date,Agency,Complaint Type,Status,Latitude,Longitude",
                "id = Unique Key, opened = Created Date, closed = Closed Date, status = Status, title = Complaint Type, type = Complaint Type, department = Agency, latitude = Latitude, longitude = Longitude; not there: reason, neighbourhood",
            ),
            (
                "\u{feff}工单编号\t受理时间\t标题\t诉求类型\t工单状态\t承办单位\t经度\t纬度",
                "id = 工单编号, opened = 受理时间, status = 工单状态, title = 标题, type = 诉求类型, department = 承办单位, latitude = 纬度, longitude = 经度; not there: closed, reason, neighbourhood",
            ),
            (
                "sep=;\r\nCASE ID;Open Date;Title",
                "id = CASE ID, opened = Open Date, title = Title; not there: closed, status, type, reason, department, neighbourhood, latitude, longitude",
            ),
            (
                "2024年工单,,\n编号,登记时间,标题",
                "id = 编号, opened = 登记时间, title = 标题; not there: closed, status, type, reason, department, neighbourhood, latitude, longitude",
            ),
            (
                "case_id,title,x,y",
                "opened in [\"case_id\", \"title\", \"x\", \"y\"]",
            ),
            ("a|b,c,d", "id in [\"a|b\", \"c\", \"d\"]"),
            ("", "id in []"),
        ] {
            assert_eq!(found(header), words);
        }
    }

    #[test]
    fn every_name_belongs_to_one_role() {
        let all = Role::ALL.into_iter().flat_map(Role::names);
        let mut names: Vec<String> = all.map(|name| bare(name)).collect();
        names.sort();
        // Some systems write one name in two ways.
        let total = names.len();
        names.dedup();
        let twice = Role::ALL.into_iter().map(|role| {
            let mut names: Vec<String> = role.names().iter().map(|name| bare(name)).collect();
            let all = names.len();
            names.sort();
            names.dedup();
            all - names.len()
        });
        assert_eq!(total - names.len(), twice.sum::<usize>());
        for (at, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, at);
        }
    }
}
