//! Empties functions that are compiled but never called, so that what only they use is left out.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{BinaryReader, KnownCustom, Name, Parser, Payload, RelocSectionReader, TypeRef};

/// Leptos compiles a second way to hydrate for every type of view, which waits for what is loaded
/// later. Only `leptos::mount::hydrate_lazy` enters it, and our entry (`app/browser`) is
/// `hydrate_body`. The list of all routes is for the server. Should either be reached after all, it
/// stops with an error at once, in every browser test.
const NEVER: [&str; 2] = ["hydrate_async", "generate_routes"];
/// Bytes. The compiler makes one function of two that are alike, under one of their names: only
/// what is long can be like nothing else.
const LONG: usize = 200;

/// Works on the linked module with its relocations, before it is cut: each body keeps its length,
/// so that all that is written down about places in the code stays true, and loses its
/// relocations, which are what keeps alive whatever it used.
pub fn leave_out(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut code = 0..0;
    let mut bodies: Vec<Range<usize>> = vec![];
    let mut never = HashSet::new();
    let mut end = 0;
    let mut relocations = None;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone().into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { range, .. } => code = places(range)?,
            Payload::CodeSectionEntry(body) => bodies.push(places(&body.range())?),
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Name(names) => {
                    for names in names {
                        if let Name::Function(names) = names? {
                            for name in names {
                                let name = name?;
                                if NEVER.iter().any(|never| name.name.contains(never)) {
                                    never.insert(usize::try_from(name.index)?);
                                }
                            }
                        }
                    }
                }
                _ if section.name() == "reloc.CODE" => {
                    let contents = BinaryReader::new(section.data(), section.data_offset());
                    let section = end..places(&section.range())?.end;
                    relocations = Some((section, RelocSectionReader::new(contents)?));
                }
                _ => {}
            },
            _ => {}
        }
        if let Some((_, range)) = payload.as_section() {
            end = places(&range)?.end;
        }
    }
    let (section, relocations) = relocations.context("the linker has left no relocations")?;
    let emptied: Vec<Range<usize>> = bodies
        .into_iter()
        .enumerate()
        .filter(|(number, body)| never.contains(&(number + imported)) && body.len() >= LONG)
        .map(|(_, body)| body)
        .collect();
    ensure!(
        !emptied.is_empty(),
        "Leptos has none of {NEVER:?} any more: look whether this step is still of use"
    );

    let mut kept: Vec<u8> = vec![];
    let mut count = 0;
    let entries = relocations.entries();
    let entries_end = places(&entries.range())?.end;
    let offsets: Vec<(u64, u32)> = entries
        .into_iter_with_offsets()
        .map(|entry| entry.map(|(at, entry)| (at, entry.offset)))
        .collect::<Result<_, _>>()?;
    for (place, (at, offset)) in offsets.iter().enumerate() {
        let from = usize::try_from(*at)?;
        let to = match offsets.get(place + 1) {
            Some((next, _)) => usize::try_from(*next)?,
            None => entries_end,
        };
        let where_in_code = code.start + usize::try_from(*offset)?;
        if !is_in(&emptied, where_in_code) {
            kept.extend(&wasm[from..to]);
            count += 1;
        }
    }

    let mut contents: Vec<u8> = vec![];
    let name = b"reloc.CODE";
    write_number(&mut contents, u32::try_from(name.len())?);
    contents.extend(name);
    write_number(&mut contents, relocations.section_index());
    write_number(&mut contents, count);
    contents.extend(kept);
    let mut without = wasm[..section.start].to_vec();
    without.push(0);
    write_number(&mut without, u32::try_from(contents.len())?);
    without.extend(contents);
    without.extend(&wasm[section.end..]);
    for body in emptied {
        let (no_locals, unreachable, nop, end) = (0, 0, 1, 0x0b);
        let body = &mut without[body];
        body.fill(nop);
        body[0] = no_locals;
        body[1] = unreachable;
        *body.last_mut().context("a long body")? = end;
    }
    Ok(without)
}

/// In the order of the code.
fn is_in(bodies: &[Range<usize>], place: usize) -> bool {
    let before = bodies.partition_point(|body| body.start <= place);
    before > 0 && bodies[before - 1].contains(&place)
}

fn places(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

/// As WebAssembly writes them (LEB128).
fn write_number(into: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}
