//! Exact numbers, as every decision of a rule is one about them.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact number. Written `5` or `5/3`.
pub type Fraction = BigRational;

/// The whole number.
pub fn whole(number: u64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

/// How many whole units of 1/`units` a number that is not negative has, rounded down; the largest
/// number where it has more.
pub fn floor_units(number: &Fraction, units: u64) -> u64 {
    let all = number.numer() * units;
    all.div_floor(number.denom()).to_u64().unwrap_or(u64::MAX)
}

/// The same, rounded up.
pub fn ceil_units(number: &Fraction, units: u64) -> u64 {
    let all = number.numer() * units;
    all.div_ceil(number.denom()).to_u64().unwrap_or(u64::MAX)
}

/// Reads `12`, `-12`, `12.5`, `12,5`, `1.2e3` or `25/2`. `None` for anything else, and for
/// exponents beyond 1,000 (a few letters would otherwise fill the memory).
pub fn parse(text: &str) -> Option<Fraction> {
    let text = text.trim();
    if let Some((numerator, denominator)) = text.split_once('/') {
        let denominator = digits(denominator)?;
        let (negative, numerator) = sign(numerator);
        let numerator = digits(numerator)?;
        return (!denominator.is_zero())
            .then(|| Fraction::new(if negative { -numerator } else { numerator }, denominator));
    }
    let (negative, text) = sign(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if exponent.unsigned_abs() > 1000 {
        return None;
    }
    let (before, after) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if before.is_empty() && after.is_empty() {
        return None;
    }
    let number = digits(&format!("0{before}{after}"))?;
    let number = Fraction::from_integer(if negative { -number } else { number });
    let places = exponent - i32::try_from(after.len()).ok()?;
    let ten = Fraction::from_integer(BigInt::from(10));
    Some(number * num_traits::Pow::pow(ten, places))
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn digits(text: &str) -> Option<BigInt> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// Σ factor × number. Fractions are brought to one denominator first: that is a fraction of the
/// work of adding them up one by one, each time in lowest terms. Most denominators divide a later,
/// larger one, and a division is much cheaper than a common divisor; where one does not, its common
/// divisor with the rest, the shorter number, is enough.
pub(super) fn sum<'a>(terms: impl Iterator<Item = (u64, &'a Fraction)> + Clone) -> Fraction {
    let denominators = || terms.clone().map(|(_, number)| number.denom());
    let mut denominator = denominators().max().cloned().unwrap_or_else(BigInt::one);
    for other in denominators() {
        let rest = &denominator % other;
        if !rest.is_zero() {
            // Their least common multiple.
            denominator *= other / rest.gcd(other);
        }
    }
    let mut numerator = BigInt::zero();
    for (factor, number) in terms {
        numerator += number.numer() * factor * (&denominator / number.denom());
    }
    Fraction::new(numerator, denominator)
}

/// The number, or zero where it is negative.
pub(super) fn at_least_zero(number: Fraction) -> Fraction {
    if number.is_negative() {
        Fraction::zero()
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text).map(|number| number.to_string())
    }

    #[test]
    fn numbers_are_read_exactly_as_people_and_spreadsheets_write_them() {
        for (text, expected) in [
            ("12", "12"),
            (" +12 ", "12"),
            ("-3", "-3"),
            ("400000.0", "400000"),
            ("0.1", "1/10"),
            ("12,50", "25/2"),
            (".5", "1/2"),
            ("5.", "5"),
            ("1e3", "1000"),
            ("1.5E-2", "3/200"),
            ("25/10", "5/2"),
            ("-1/3", "-1/3"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text:?}");
        }
        for text in [
            "", "-", ".", "x", "1 000", "1.2.3", "1/0", "1/", "/2", "1/-2", "NaN", "inf", "1e9999",
            "0x10", "--1", "+-1", "1e", "e5",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_sum_is_the_sum() {
        let numbers = ["1/2", "1/3", "5", "-7/6"].map(|text| parse(text).expect("a number"));
        let total = sum([6, 3, 1, 2].into_iter().zip(&numbers));
        assert_eq!(total.to_string(), "20/3");
        assert!(sum(std::iter::empty::<(u64, &Fraction)>()).is_zero());
    }
}
