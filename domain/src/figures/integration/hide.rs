//! Which groups are shown, when the same households are counted in two ways: so that no sum of
//! groups of the one way less a sum of groups of the other is what a few households did.

use std::collections::BTreeMap;

use super::FEW;

/// Households by their group in either way.
pub(super) type Cells = BTreeMap<(usize, usize), u32>;

/// What is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub rows: Vec<bool>,
    pub columns: Vec<bool>,
    pub total: bool,
}

/// Groups whose sum everybody knows: one that is shown, or all that are not, which is what the
/// total leaves.
struct Known {
    groups: Vec<usize>,
    is_rest: bool,
}

fn known(shown: &[bool]) -> Vec<Known> {
    let (open, rest): (Vec<usize>, Vec<usize>) = (0..shown.len()).partition(|at| shown[*at]);
    let open = open.into_iter().map(|group| Known {
        groups: vec![group],
        is_rest: false,
    });
    let rest = (!rest.is_empty()).then_some(Known {
        groups: rest,
        is_rest: true,
    });
    open.chain(rest).collect()
}

const fn is_few(households: u32) -> bool {
    0 < households && households < FEW
}

/// Hides small groups, and then the smallest of those that would give one away, until none does.
/// There are few columns: each selection of them is looked at.
pub(super) fn shown(cells: &Cells, rows: usize, columns: usize) -> Shown {
    let size = |is: &dyn Fn(&(usize, usize)) -> bool| {
        let of = cells.iter().filter(|(at, _)| is(at));
        of.map(|(_, households)| households).sum::<u32>()
    };
    let row_sizes: Vec<u32> = (0..rows).map(|row| size(&|(at, _)| *at == row)).collect();
    let column_sizes: Vec<u32> = (0..columns).map(|of| size(&|(_, at)| *at == of)).collect();
    let mut shown = Shown {
        rows: row_sizes.iter().map(|size| *size >= FEW).collect(),
        columns: column_sizes.iter().map(|size| *size >= FEW).collect(),
        total: size(&|_| true) >= FEW,
    };
    while shown.total {
        let Some((in_rows, in_columns)) = leak(cells, &shown) else {
            return shown;
        };
        // Of those that give it away, or else of all that are shown.
        let row = |at: &usize| shown.rows[*at];
        let column = |at: &usize| shown.columns[*at];
        let row = in_rows.into_iter().filter(row);
        let row = row.map(|at| (row_sizes[at], false, at));
        let column = in_columns.into_iter().filter(column);
        let column = column.map(|at| (column_sizes[at], true, at));
        match row.chain(column).min() {
            Some((_, false, at)) => shown.rows[at] = false,
            Some((_, true, at)) => shown.columns[at] = false,
            None => shown.total = false,
        }
    }
    shown.rows.fill(false);
    shown.columns.fill(false);
    shown
}

/// Rows and columns of which hiding one may help, where what is shown gives a few households away.
fn leak(cells: &Cells, shown: &Shown) -> Option<(Vec<usize>, Vec<usize>)> {
    let (rows, columns) = (known(&shown.rows), known(&shown.columns));
    let weight = |row: Option<&Known>, chosen: &dyn Fn(usize) -> bool| -> u32 {
        let of = cells.iter().filter(|((at, column), _)| {
            row.is_none_or(|row| row.groups.contains(at)) && chosen(*column)
        });
        of.map(|(_, households)| households).sum()
    };
    // What is left of the total: one group alone, or few households.
    let rest = |known: &[Known], households: &dyn Fn(&Known) -> u32| {
        let mut rests = known.iter().filter(|it| it.is_rest);
        rests.any(|it| it.groups.len() == 1 || is_few(households(it)))
    };
    let all = |many: usize| (0..many).collect::<Vec<_>>();
    if rest(&rows, &|it| weight(Some(it), &|_| true)) {
        return Some((all(shown.rows.len()), vec![]));
    }
    if rest(&columns, &|it| {
        weight(None, &|column| it.groups.contains(&column))
    }) {
        return Some((vec![], all(shown.columns.len())));
    }
    // Some columns, less the rows that lie within them; and the rows that touch them, less these
    // columns. With fewer rows, or with more, whole groups would be added, which are not few.
    for mask in 1..1_u32 << columns.len() {
        let of = || {
            let chosen = columns.iter().enumerate();
            let chosen = chosen.filter(move |(at, _)| mask & (1 << at) != 0);
            chosen.flat_map(|(_, known)| known.groups.iter().copied())
        };
        let inside = |column: usize| of().any(|it| it == column);
        let (mut within, mut rest) = (vec![], weight(None, &inside));
        let (mut touching, mut over) = (vec![], 0);
        for row in &rows {
            let in_it = weight(Some(row), &inside);
            let out = weight(Some(row), &|column| !inside(column));
            if in_it > 0 {
                touching.extend(&row.groups);
                over += out;
                if out == 0 {
                    within.extend(&row.groups);
                    rest -= in_it;
                }
            }
        }
        if is_few(rest) {
            return Some((within, of().collect()));
        }
        if is_few(over) {
            return Some((touching, of().collect()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All sums of some of these.
    fn selections(known: &[Known]) -> Vec<Vec<usize>> {
        let all = 0..1_u32 << known.len();
        all.map(|chosen| {
            let known = known.iter().enumerate();
            let known = known.filter(|(at, _)| chosen & (1 << at) != 0);
            known.flat_map(|(_, known)| known.groups.clone()).collect()
        })
        .collect()
    }

    proptest! {
        #[test]
        fn no_difference_of_what_is_shown_is_of_few_households(
            sizes in prop::collection::vec((0_usize..4, 0_usize..3, 0_u32..40), 1..12),
        ) {
            let mut cells = Cells::new();
            for (row, column, households) in sizes {
                if households > 0 {
                    *cells.entry((row, column)).or_default() += households;
                }
            }
            let shown = shown(&cells, 4, 3);
            if !shown.total {
                prop_assert!(!shown.rows.contains(&true) && !shown.columns.contains(&true));
                return Ok(());
            }
            for rows in selections(&known(&shown.rows)) {
                for columns in selections(&known(&shown.columns)) {
                    let (mut only_rows, mut only_columns) = (0, 0);
                    for ((row, column), households) in &cells {
                        match (rows.contains(row), columns.contains(column)) {
                            (true, false) => only_rows += households,
                            (false, true) => only_columns += households,
                            (true, true) | (false, false) => {}
                        }
                    }
                    if only_columns == 0 {
                        prop_assert!(!is_few(only_rows), "{:?} {:?}", rows, columns);
                    }
                    if only_rows == 0 {
                        prop_assert!(!is_few(only_columns), "{:?} {:?}", rows, columns);
                    }
                }
            }
        }
    }
}
