//! Reads elections in the format of Pabulib, the library of participatory budgets: text in three
//! sections, `META`, `PROJECTS` and `VOTES`, each a table with semicolons between its cells. Its
//! projects are issues, its money is minutes.
//!
//! Source: Faliszewski et al., *Participatory Budgeting: Data, Tools, and Analysis* (2023);
//! Pabulib, arXiv 2012.06539. Only elections by approval can be read: elsewhere somebody would have
//! to decide what a rank or a number of points approves. The limits that a file states on ballots
//! (`min_length`, `max_sum_cost`, …) bound what people could cast; they are not applied again.

use std::collections::HashMap;

use domain::agenda::{Ballot, parse_fraction};
use num_traits::Signed as _;

use super::{Case, Mistake, Named};

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

/// Splits text into rows that are not empty. A cell that begins with a quotation mark goes on to
/// the next one, over lines and semicolons; two marks there are one. Not by the csv crate: it takes
/// a mark that is never closed for the rest of the file, without a word, and the votes in it would
/// be lost.
fn rows(text: &str) -> Result<Vec<Row>, Mistake> {
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
            if ends {
                cell.push('\n');
            } else if letter == '\r' {
                // The first half of a line's end.
            } else if letter != '"' {
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
        return Err(Mistake::new(
            line,
            "a quotation mark opens here and nothing closes it",
        ));
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
    notes: Vec<Mistake>,
}

pub fn read(text: &str) -> Result<Case, Mistake> {
    let rows = rows(text)?;
    let last = rows.last().map_or(1, |row| row.line);
    let mut reading = Reading::default();
    let mut sections: Vec<Section> = vec![];
    let mut columns: Option<&Row> = None;
    for row in &rows {
        if row.cell(0).is_empty() {
            let what = "this row has no id and is passed over";
            reading.notes.push(Mistake::new(row.line, what));
        } else if let Some(section) = Section::begins(row) {
            sections.push(section);
            columns = None;
        } else {
            let Some(section) = sections.last() else {
                let what =
                    "a section has to begin first: META, PROJECTS or VOTES, alone on its line";
                return Err(Mistake::new(row.line, what));
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
            return Err(Mistake::new(
                last,
                format!("the file ends without a section {name}"),
            ));
        }
    }
    reading.finish(last)
}

impl Reading {
    fn project(&mut self, columns: &Row, row: &Row) -> Result<(), Mistake> {
        let column = columns
            .column("cost")
            .ok_or_else(|| Mistake::new(columns.line, "PROJECTS has no column named cost"))?;
        let cost = amount(row.cell(column), row.line, "cost")?;
        let id = row.cell(0).to_owned();
        let number = u32::try_from(self.costs.len())
            .map_err(|_| Mistake::new(row.line, "these are too many projects"))?;
        if self.numbers.insert(id.clone(), number).is_some() {
            return Err(Mistake::new(
                row.line,
                format!("there is another project {id}"),
            ));
        }
        let title = columns.column("name").map_or("", |column| row.cell(column));
        self.issues.push(Named {
            id,
            title: title.to_owned(),
        });
        self.costs.push(cost);
        Ok(())
    }

    fn vote(&mut self, columns: &Row, row: &Row) -> Result<(), Mistake> {
        let column = columns
            .column("vote")
            .ok_or_else(|| Mistake::new(columns.line, "VOTES has no column named vote"))?;
        self.ballots.push((row.line, row.cell(column).to_owned()));
        Ok(())
    }

    fn finish(mut self, last: usize) -> Result<Case, Mistake> {
        let stated = |name: &str| {
            let missing = || {
                Mistake::new(
                    last,
                    format!("the file ends and META has not stated {name}"),
                )
            };
            self.meta.get(name).ok_or_else(missing)
        };
        let (line, kind) = stated("vote_type")?;
        if !APPROVAL.contains(&kind.as_str()) {
            let what = format!("vote_type is {kind:?}; only approval and choose-1 can be read");
            return Err(Mistake::new(*line, what));
        }
        let (line, budget) = stated("budget")?;
        let budget = amount(budget, *line, "budget")?;
        if self.ballots.is_empty() {
            return Err(Mistake::new(last, "the file ends without a vote"));
        }
        let mut ballots = vec![];
        for (line, vote) in &self.ballots {
            let mut issues = vec![];
            for id in vote.split(',').map(str::trim).filter(|id| !id.is_empty()) {
                match self.numbers.get(id) {
                    Some(&number) => issues.push(number),
                    None => self.notes.push(Mistake::new(
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

fn amount(text: &str, line: usize, name: &str) -> Result<domain::agenda::Fraction, Mistake> {
    match parse_fraction(text) {
        Some(number) if number.is_negative() => Err(Mistake::new(
            line,
            format!("the {name} {text} is less than nothing"),
        )),
        Some(number) => Ok(number),
        None => Err(Mistake::new(
            line,
            format!("the {name} {text:?} is not a number"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "META\nkey;value\nbudget;100\nvote_type;approval\n";
    const PROJECTS: &str = "PROJECTS\nproject_id;name;cost\na;Lift;30\nb;Lamps;20\n";
    const VOTES: &str = "VOTES\nvoter_id;vote\n1;a,b\n2;b\n";

    fn ballots(case: &Case) -> Vec<&[u32]> {
        let ballots = case.election.ballots().iter();
        ballots.map(|ballot| &ballot.issues[..]).collect()
    }

    #[test]
    fn a_file_is_read() {
        let case = read(&format!("{META}{PROJECTS}{VOTES}")).expect("well-formed");
        assert_eq!(case.election.minutes().to_string(), "100");
        assert_eq!(case.election.cost(1).to_string(), "20");
        assert_eq!(case.issues[0].id, "a");
        assert_eq!(case.issues[0].title, "Lift");
        assert_eq!(ballots(&case), [&[0, 1][..], &[1]]);
        assert_eq!(case.step, super::super::one());
        assert_eq!(case.notes, []);
    }

    #[test]
    fn what_spreadsheets_and_other_programs_write_is_read_too() {
        let text = "meta\r\nKey;Value\r\nbudget; 100,50 \r\nvote_type;choose-1\r\n\r\n;;\r\nProjects\r\n\
            project_id;cost;votes;name\r\n\
            \"a;1\" ;30.0;9;\"The \"\"old\"\" lift;\r\nand its door\"\r\nb;20;0;Lamps \"and\" benches\r\n\
            VOTES\r\nvoter_id;age;vote;sex\r\n1;40;a;F\r\n2;;\" b , b,\";\r\n3;50\r\n";
        let case = read(text).expect("well-formed");
        assert_eq!(case.election.minutes().to_string(), "201/2");
        assert_eq!(case.issues[0].id, "a;1");
        assert_eq!(case.issues[0].title, "The \"old\" lift;\nand its door");
        assert_eq!(case.issues[1].title, "Lamps \"and\" benches");
        // There is no project a; who names nothing that is there still counts.
        assert_eq!(ballots(&case), [&[][..], &[1], &[]]);
        assert_eq!(case.notes[0].line, 14);
    }

    #[test]
    fn projects_may_come_after_the_votes_that_name_them() {
        let case = read(&format!("{META}{VOTES}{PROJECTS}")).expect("well-formed");
        assert_eq!(ballots(&case), [&[0, 1][..], &[1]]);
    }

    #[test]
    fn a_malformed_file_says_in_which_line() {
        let all = |from: &str, to: &str| {
            let text = format!("{META}{PROJECTS}{VOTES}");
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        };
        for (text, line, what) in [
            (String::new(), 1, "META"),
            (all("META\n", ""), 1, "section"),
            (all("budget;100\n", ""), 11, "budget"),
            (all("budget;100", "budget;much"), 3, "\"much\""),
            (all("budget;100", "budget"), 3, "not a number"),
            (all("budget;100", "budget;-1"), 3, "less than nothing"),
            (all("vote_type;approval\n", ""), 11, "vote_type"),
            (all("approval", "ordinal"), 4, "ordinal"),
            (all("approval", "cumulative"), 4, "cumulative"),
            (all("approval", "scoring"), 4, "scoring"),
            (all("name;cost", "name;price"), 6, "cost"),
            (all("Lamps;20", "Lamps;20 EUR"), 8, "20 EUR"),
            (all("Lamps;20", "Lamps;-20"), 8, "less than nothing"),
            (all("Lamps;20", "Lamps"), 8, "not a number"),
            (all("b;Lamps", "a;Lamps"), 8, "another project a"),
            (all("Lamps", "\"Lamps"), 8, "quotation mark"),
            (all("voter_id;vote", "voter_id;choice"), 10, "vote"),
            (all(VOTES, ""), 8, "VOTES"),
            (all(PROJECTS, ""), 8, "PROJECTS"),
            (all("1;a,b\n2;b\n", ""), 10, "without a vote"),
        ] {
            let fault = read(&text).expect_err(&text);
            assert_eq!(fault.line, line, "{fault}\n{text}");
            assert!(fault.what.contains(what), "{fault}: not about {what}");
        }
    }
}
