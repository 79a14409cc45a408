//! The grammar: what may be typed, and nothing yet about whether such a date can be.
//!
//! In: the text. Out: a [`Tree`] of what was typed, each part with its place; or the place where the text leaves the
//! grammar.
//!
//! ```text
//! expression = "[" members "]" | "{" members "}" | end ["T" time] ["/" end]
//! end        = ".." | nothing | date
//! members    = member {"," [" "] member}
//! member     = ".." date | date [".." [date]]
//! date       = year ["-" part ["-" part]]
//! year       = [q] ["-"] 4 digits-or-X [q]  |  [q] "Y" ["-"] digits [q]
//! part       = [q] 2 digits-or-X [q]                                       q = "?" | "~" | "%"
//! time       = hh ":" mm ":" ss ["Z" | ("+" | "-") hh [":" mm]]
//! ```
//!
//! Every choice is made on the next character alone (`dispatch!`, or `opt` on one character and `cut_err` after it), so
//! a fault is always reported where the text goes wrong and never at some place a parser has gone back to.

use std::ops::{Range, RangeFrom};

use winnow::combinator::{alt, cut_err, delimited, dispatch, empty, opt, peek, preceded, separated};
use winnow::error::{ContextError, StrContext, StrContextValue};
use winnow::stream::LocatingSlice;
use winnow::token::{any, one_of, take_while};
use winnow::{ModalResult, Parser};

use super::date::{Digits, Quality};
use super::error::EdtfError;
use super::value::ClockZone;

/// Reads the whole text.
pub(super) fn tree(text: &str) -> Result<Tree, EdtfError> {
    expression.parse(LocatingSlice::new(text)).map_err(|fault| {
        let start = fault.offset();
        let found = word_at(&text[start..]);
        EdtfError::new(start..start + found.len(), message(fault.inner(), found))
    })
}

fn message(fault: &ContextError, found: &str) -> String {
    let expected = fault.context().find_map(|context| match context {
        StrContext::Expected(StrContextValue::Description(what)) => Some(*what),
        _ => None,
    });
    match expected {
        Some(what) if found.is_empty() => format!("expected {what}, but the date ends here"),
        Some(what) => format!("expected {what}, found `{found}`"),
        None => format!("the date should end before `{found}`"),
    }
}

/// The word, number or single sign with which the text goes on.
fn word_at(text: &str) -> &str {
    let word = text.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(text.len());
    let sign = text.chars().next().map_or(0, char::len_utf8);
    &text[..word.max(sign)]
}

/// What was typed.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each string read, and it lives on the stack")]
pub(super) enum Tree {
    Plain { start: EndTree, time: Option<TimeTree>, end: Option<EndTree> },
    OneOf(Vec<MemberTree>),
    AllOf(Vec<MemberTree>),
}

#[derive(Debug, Clone)]
pub(super) enum EndTree {
    Date(DateTree),
    Open,
    Unknown,
}

#[derive(Debug)]
pub(super) enum MemberTree {
    One(DateTree),
    Between(DateTree, DateTree),
    UpTo(DateTree),
    From(DateTree),
}

#[derive(Debug, Clone)]
pub(super) struct DateTree {
    pub at: Range<usize>,
    pub year: DateComponent,
    pub month: Option<DateComponent>,
    pub day: Option<DateComponent>,
}

/// One component with its qualifiers: the one before holds for it alone, the one after for it and all before it.
#[derive(Debug, Clone)]
pub(super) struct DateComponent {
    pub at: Range<usize>,
    pub before: Quality,
    pub after: Quality,
    /// `Y` stood before it
    pub long: bool,
    pub negative: bool,
    pub digits: Digits,
}

#[derive(Debug, Clone)]
pub(super) struct TimeTree {
    pub at: Range<usize>,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub zone: ClockZone,
}

type EdtfInput<'a> = LocatingSlice<&'a str>;

fn expression(input: &mut EdtfInput<'_>) -> ModalResult<Tree> {
    dispatch! { peek(opt(any));
        Some('[') => delimited('[', members, ']'.context(expected("a comma or `]`"))).map(Tree::OneOf),
        Some('{') => delimited('{', members, '}'.context(expected("a comma or `}`"))).map(Tree::AllOf),
        _ => (end, opt(preceded('T', cut_err(time))), opt(preceded('/', cut_err(end))))
            .map(|(start, time, end)| Tree::Plain { start, time, end }),
    }
    .parse_next(input)
}

fn end(input: &mut EdtfInput<'_>) -> ModalResult<EndTree> {
    dispatch! { peek(opt(any));
        None | Some('/') => empty.value(EndTree::Unknown),
        Some('.') => "..".context(expected("a date or `..`")).value(EndTree::Open),
        _ => date.map(EndTree::Date),
    }
    .parse_next(input)
}

fn members(input: &mut EdtfInput<'_>) -> ModalResult<Vec<MemberTree>> {
    separated(1.., cut_err(member), (',', opt(' '))).parse_next(input)
}

fn member(input: &mut EdtfInput<'_>) -> ModalResult<MemberTree> {
    dispatch! { peek(opt(any));
        Some('.') => preceded("..".context(expected("a date or `..`")), date).map(MemberTree::UpTo),
        _ => (date, opt(preceded("..", cut_err(last_of_range)))).map(|(first, range)| match range {
            None => MemberTree::One(first),
            Some(None) => MemberTree::From(first),
            Some(Some(last)) => MemberTree::Between(first, last),
        }),
    }
    .parse_next(input)
}

fn last_of_range(input: &mut EdtfInput<'_>) -> ModalResult<Option<DateTree>> {
    dispatch! { peek(opt(any));
        None | Some(',' | ']' | '}') => empty.value(None),
        _ => date.map(Some),
    }
    .parse_next(input)
}

fn date(input: &mut EdtfInput<'_>) -> ModalResult<DateTree> {
    let month = cut_err(two("a month of two digits"));
    let day = cut_err(two("a day of two digits"));
    (year, opt((preceded('-', month), opt(preceded('-', day)))))
        .with_span()
        .map(|((year, rest), at)| {
            let (month, day) = rest.map_or((None, None), |(month, day)| (Some(month), day));
            DateTree { at, year, month, day }
        })
        .parse_next(input)
}

fn year(input: &mut EdtfInput<'_>) -> ModalResult<DateComponent> {
    let number = dispatch! { peek(opt(any));
        Some('Y') => ('Y'.value(true), sign, digits(1.., "the digits of a year")),
        _ => (empty.value(false), sign, digits_or_x(4, "a year of four digits")),
    };
    part(number).parse_next(input)
}

fn sign(input: &mut EdtfInput<'_>) -> ModalResult<bool> {
    opt('-').map(|sign| sign.is_some()).parse_next(input)
}

fn two<'a>(what: &'static str) -> impl Parser<EdtfInput<'a>, DateComponent, ParseFault> {
    part((empty.value(false), empty.value(false), digits_or_x(2, what)))
}

/// A number with its qualifiers. The number is: is it long, is it negative, its digits.
fn part<'a>(
    number: impl Parser<EdtfInput<'a>, (bool, bool, Digits), ParseFault>,
) -> impl Parser<EdtfInput<'a>, DateComponent, ParseFault> {
    (qualifier, number.with_span(), qualifier).map(|(before, ((long, negative, digits), at), after)| DateComponent {
        at,
        before,
        after,
        long,
        negative,
        digits,
    })
}

fn qualifier(input: &mut EdtfInput<'_>) -> ModalResult<Quality> {
    let sign = opt(one_of(['?', '~', '%'])).parse_next(input)?;
    Ok(Quality { uncertain: matches!(sign, Some('?' | '%')), approximate: matches!(sign, Some('~' | '%')) })
}

fn time(input: &mut EdtfInput<'_>) -> ModalResult<TimeTree> {
    let hour = two_digits("an hour of two digits");
    let minute = preceded(colon("`:` and the minutes"), two_digits("minutes of two digits"));
    let second = preceded(colon("`:` and the seconds"), two_digits("seconds of two digits"));
    (hour, minute, second, zone)
        .with_span()
        .map(|((hour, minute, second, zone), at)| TimeTree { at, hour, minute, second, zone })
        .parse_next(input)
}

fn zone(input: &mut EdtfInput<'_>) -> ModalResult<ClockZone> {
    dispatch! { peek(opt(any));
        Some('Z') => any.value(ClockZone::Utc),
        Some('+' | '-') => offset,
        _ => empty.value(ClockZone::Local),
    }
    .parse_next(input)
}

fn offset(input: &mut EdtfInput<'_>) -> ModalResult<ClockZone> {
    let east = alt(('+'.value(1), '-'.value(-1)));
    let hours =
        two_digits("the hours of the zone").verify(|hours| *hours < 24).context(expected("an offset under 24 hours"));
    let minutes = two_digits("the minutes of the zone")
        .verify(|minutes| *minutes < 60)
        .context(expected("an offset's minutes, 00 to 59"));
    (east, hours, opt(preceded(':', cut_err(minutes))))
        .map(|(east, hours, minutes)| {
            ClockZone::Offset(east * (i16::from(hours) * 60 + i16::from(minutes.unwrap_or(0))))
        })
        .parse_next(input)
}

fn two_digits<'a>(what: &'static str) -> impl Parser<EdtfInput<'a>, u8, ParseFault> {
    take_while(2..=2, '0'..='9').parse_to().context(expected(what))
}

fn colon<'a>(what: &'static str) -> impl Parser<EdtfInput<'a>, char, ParseFault> {
    ':'.context(expected(what))
}

fn digits<'a>(count: RangeFrom<usize>, what: &'static str) -> impl Parser<EdtfInput<'a>, Digits, ParseFault> {
    take_while(count, '0'..='9').map(to_digits).context(expected(what))
}

fn digits_or_x<'a>(width: usize, what: &'static str) -> impl Parser<EdtfInput<'a>, Digits, ParseFault> {
    take_while(width..=width, ('0'..='9', 'X')).map(to_digits).context(expected(what))
}

fn to_digits(text: &str) -> Digits {
    Digits(text.chars().map(|sign| sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok())).collect())
}

type ParseFault = winnow::error::ErrMode<ContextError>;

fn expected(what: &'static str) -> StrContext {
    StrContext::Expected(StrContextValue::Description(what))
}
