//! Reads elections in the format of Pabulib, the library of participatory budgets: text in three sections, `META`, `PROJECTS` and
//! `VOTES`, each a table with semicolons between its cells. Its projects are issues, its money is minutes.
//!
//! Source: Faliszewski et al., *Participatory Budgeting: Data, Tools, and Analysis* (2023), arXiv 2305.11035. Only elections by
//! approval can be read: elsewhere somebody would have to decide what a rank or a number of points approves. The limits that a
//! file states on ballots (`min_length`, `max_sum_cost`, …) bound what people could cast; they are not applied again.

use std::collections::HashMap;

use domain::agenda::{Ballot, parse_fraction};
use num_traits::Signed as _;

use super::{Case, Fault, Named};

/// The kinds of vote in which naming a project approves it.
const APPROVAL: [&str; 2] = ["approval", "choose-1"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    /// Whether this row begins a section.
    fn begins(row: &Row) -> Option<Self> {
        let [only] = &row.cells[..] else { return None };
        match only.trim().to_lowercase().as_str() {
            "meta" => Some(Section::Meta),
            "projects" => Some(Section::Projects),
            "votes" => Some(Section::Votes),
            _ => None,
        }
    }
}

struct Row {
    line: usize,
    cells: Vec<String>,
}

impl Row {
    /// A cell, without blanks around it; empty where the row is too short.
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Where the column of this name is, in a row that names columns; of several the last.
    fn column(&self, name: &str) -> Option<usize> {
        self.cells.iter().rposition(|cell| cell.trim() == name)
    }
}

/// Splits text into rows that are not empty. A cell that begins with a quotation mark goes on to the next one, over lines and
/// semicolons; two marks there are one.
fn rows(text: &str) -> Result<Vec<Row>, Fault> {
    let mut rows = vec![];
    let mut row = Row {
        line: 1,
        cells: vec![String::new()],
    };
    let mut line = 1;
    let mut opened = None;
    let mut fresh = true;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends = match letter {
            '\r' => letters.peek() != Some(&'\n'),
            '\n' => true,
            _ => false,
        };
        line += usize::from(ends);
        let cell = row.cells.last_mut().expect("a row has a cell");
        if opened.is_some() {
            if letter != '"' {
                cell.push(letter);
            } else if letters.next_if_eq(&'"').is_some() {
                cell.push('"');
            } else {
                opened = None;
            }
        } else if letter == '"' && fresh {
            opened = Some(line);
            fresh = false;
        } else if letter == ';' {
            row.cells.push(String::new());
            fresh = true;
        } else if ends {
            let next = Row {
                line,
                cells: vec![String::new()],
            };
            rows.push(std::mem::replace(&mut row, next));
            fresh = true;
        } else if letter != '\r' {
            cell.push(letter);
            fresh = false;
        }
    }
    if let Some(line) = opened {
        return Err(Fault::new(line, "a quotation mark opens here and nothing closes it"));
    }
    rows.push(row);
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

/// What has been read.
#[derive(Default)]
struct Reading {
    meta: HashMap<String, (usize, String)>,
    issues: Vec<Named>,
    numbers: HashMap<String, u32>,
    costs: Vec<domain::agenda::Fraction>,
    /// The line and the text of each ballot: it may stand before the projects that it names.
    ballots: Vec<(usize, String)>,
    notes: Vec<Fault>,
}

pub fn read(text: &str) -> Result<Case, Fault> {
    let rows = rows(text)?;
    let last = rows.last().map_or(1, |row| row.line);
    let mut reading = Reading::default();
    let mut sections: Vec<Section> = vec![];
    let mut columns: Option<&Row> = None;
    for row in &rows {
        if row.cell(0).is_empty() {
            let what = "this row has no id and is passed over";
            reading.notes.push(Fault::new(row.line, what));
        } else if let Some(section) = Section::begins(row) {
            sections.push(section);
            columns = None;
        } else {
            let Some(section) = sections.last() else {
                let what = "a section has to begin first: META, PROJECTS or VOTES, alone on its line";
                return Err(Fault::new(row.line, what));
            };
            match columns {
                None => columns = Some(row),
                Some(columns) => match section {
                    Section::Meta => {
                        let value = (row.line, row.cell(1).to_owned());
                        reading.meta.insert(row.cell(0).to_owned(), value);
                    }
                    Section::Projects => reading.project(columns, row)?,
                    Section::Votes => reading.vote(columns, row)?,
                },
            }
        }
    }
    for (section, name) in [
        (Section::Meta, "META"),
        (Section::Projects, "PROJECTS"),
        (Section::Votes, "VOTES"),
    ] {
        if !sections.contains(&section) {
            return Err(Fault::new(last, format!("the file ends without a section {name}")));
        }
    }
    reading.finish(last)
}

impl Reading {
    fn project(&mut self, columns: &Row, row: &Row) -> Result<(), Fault> {
        let column = columns.column("cost").ok_or_else(|| {
            Fault::new(columns.line, "PROJECTS has no column named cost")
        })?;
        let cost = amount(row.cell(column), row.line, "cost")?;
        let id = row.cell(0).to_owned();
        let number = u32::try_from(self.costs.len())
            .map_err(|_| Fault::new(row.line, "these are too many projects"))?;
        if self.numbers.insert(id.clone(), number).is_some() {
            return Err(Fault::new(row.line, format!("there is another project {id}")));
        }
        let title = columns.column("name").map_or("", |column| row.cell(column));
        self.issues.push(Named {
            id,
            title: title.to_owned(),
        });
        self.costs.push(cost);
        Ok(())
    }

    fn vote(&mut self, columns: &Row, row: &Row) -> Result<(), Fault> {
        let column = columns
            .column("vote")
            .ok_or_else(|| Fault::new(columns.line, "VOTES has no column named vote"))?;
        self.ballots.push((row.line, row.cell(column).to_owned()));
        Ok(())
    }

    fn finish(mut self, last: usize) -> Result<Case, Fault> {
        let stated = |name: &str| {
            let missing = || Fault::new(last, format!("the file ends and META has not stated {name}"));
            self.meta.get(name).ok_or_else(missing)
        };
        let (line, kind) = stated("vote_type")?;
        if !APPROVAL.contains(&kind.as_str()) {
            let what = format!("vote_type is {kind:?}; only approval and choose-1 can be read");
            return Err(Fault::new(*line, what));
        }
        let (line, budget) = stated("budget")?;
        let budget = amount(budget, *line, "budget")?;
        if self.ballots.is_empty() {
            return Err(Fault::new(last, "the file ends without a vote"));
        }
        let mut ballots = vec![];
        for (line, vote) in &self.ballots {
            let mut issues = vec![];
            for id in vote.split(',').map(str::trim).filter(|id| !id.is_empty()) {
                match self.numbers.get(id) {
                    Some(&number) => issues.push(number),
                    None => self.notes.push(Fault::new(
                        *line,
                        format!("there is no project {id}; the vote counts without it"),
                    )),
                }
            }
            ballots.push(Ballot::of(issues));
        }
        Ok(Case {
            election: super::election(budget, self.costs, ballots)?,
            issues: self.issues,
            step: super::one(),
            notes: self.notes,
        })
    }
}

fn amount(text: &str, line: usize, name: &str) -> Result<domain::agenda::Fraction, Fault> {
    match parse_fraction(text) {
        Some(number) if number.is_negative() => {
            Err(Fault::new(line, format!("the {name} {text} is less than nothing")))
        }
        Some(number) => Ok(number),
        None => Err(Fault::new(line, format!("the {name} {text:?} is not a number"))),
    }
}
