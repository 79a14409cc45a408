//! Words and invented names. None is taken from another text; names of people, towns and outlets are put together from
//! syllables.

use fastrand::Rng;

/// One of a list.
pub fn pick<'a, T: ?Sized>(rng: &mut Rng, list: &[&'a T]) -> &'a T {
    list[below(rng, list.len())]
}

/// A number below another; the same on machines of any width.
pub fn below(rng: &mut Rng, end: usize) -> usize {
    let end = u32::try_from(end).expect("lists are short");
    rng.u32(0..end.max(1)) as usize
}

/// A number below another, the low ones far more often: as some topics and actors are in the news far more than others.
pub fn skewed(rng: &mut Rng, end: usize) -> usize {
    let least = below(rng, end).min(below(rng, end));
    least.min(below(rng, end))
}

/// True so many times in a hundred.
pub fn chance(rng: &mut Rng, percent: u32) -> bool {
    rng.u32(0..100) < percent
}

/// Topics: one above, and those below it.
pub const TOPICS: [(&str, [&str; 4]); 8] = [
    ("Diplomacy", ["Notes and summonses", "Visits and calls", "Consular affairs", "Language of statements"]),
    ("Security", ["Border incidents", "Military exercises", "Air traffic", "Cyber incidents"]),
    ("Economy", ["Customs and tariffs", "Energy supplies", "Banking and payments", "Harvest and food"]),
    ("Transport", ["Railways", "Ports and shipping", "Road corridors", "Bridges and crossings"]),
    ("Culture", ["Festivals", "Museums and archives", "School books", "Cultural centres"]),
    ("Media", ["Accreditation", "Broadcast licences", "Raids on newsrooms", "Quotations disputed"]),
    ("Law enforcement", ["Detentions", "Extradition", "Trials", "Labour migration"]),
    ("Memory", ["Anniversaries", "Monuments", "Missing persons", "Place names"]),
];

const FIRST_NAMES: [&str; 20] = [
    "Əsmər", "Ilqar", "Şəhla", "Rəşad", "Aydın", "Günay", "Zöhrə", "Çingiz", "Ülkər", "Nərmin", "Oleq", "Vera",
    "Pavel", "Nina", "Timur", "Darya", "Kamil", "Leyla", "Sevinc", "Yaşar",
];
const STEMS: [&str; 24] = [
    "Qızıldağ",
    "Dəmirçay",
    "Aşağıbulaq",
    "Ağcaqum",
    "Səlimbəy",
    "Narınqala",
    "Şirvanbaş",
    "Xəzəryurd",
    "Gülüstanbağ",
    "Boztəpə",
    "Çınarlıq",
    "Yelləndüz",
    "Vetrograd",
    "Polesk",
    "Zarechin",
    "Berezin",
    "Medovar",
    "Kruglov",
    "Sosnar",
    "Tixorets",
    "Ozerkin",
    "Lugovsk",
    "Snegir",
    "Yablonev",
];
const ENDINGS: [&str; 4] = ["lı", "zadə", "ov", "skaya"];

/// An invented person; no two numbers below 480 give one name.
pub fn person(number: usize) -> String {
    let (first, stem) = (number % 20, (number / 20 + number % 20) % 24);
    format!("{} {}{}", FIRST_NAMES[first], STEMS[stem], ENDINGS[number % 4])
}

/// An invented town; no two numbers below 96 give one name.
pub fn town(number: usize) -> String {
    format!("{}{}", STEMS[number % 24], ["", "kənd", " Limanı", "abad"][(number / 24) % 4])
}

/// The name in Cyrillic letters, roughly.
pub fn cyrillic(name: &str) -> String {
    let letter = |c: char| match c {
        'a' | 'ə' => "а",
        'A' | 'Ə' => "А",
        'b' => "б",
        'B' => "Б",
        'c' => "дж",
        'C' => "Дж",
        'ç' => "ч",
        'Ç' => "Ч",
        'd' => "д",
        'D' => "Д",
        'e' => "е",
        'E' => "Е",
        'f' => "ф",
        'F' => "Ф",
        'g' | 'q' => "г",
        'G' | 'Q' => "Г",
        'ğ' | 'h' | 'x' => "х",
        'H' | 'X' => "Х",
        'ı' | 'y' => "ы",
        'I' => "Ы",
        'i' => "и",
        'j' => "ж",
        'k' => "к",
        'K' => "К",
        'l' => "л",
        'L' => "Л",
        'm' => "м",
        'M' => "М",
        'n' => "н",
        'N' => "Н",
        'o' | 'ö' => "о",
        'O' | 'Ö' => "О",
        'p' => "п",
        'P' => "П",
        'r' => "р",
        'R' => "Р",
        's' => "с",
        'S' => "С",
        'ş' => "ш",
        'Ş' => "Ш",
        't' => "т",
        'T' => "Т",
        'u' | 'ü' => "у",
        'U' | 'Ü' => "У",
        'v' => "в",
        'V' => "В",
        'Y' => "Й",
        'z' => "з",
        'Z' => "З",
        _ => " ",
    };
    name.chars().map(letter).collect()
}

/// An id: letters without marks, hyphens between words.
pub fn slug(name: &str) -> String {
    let letter = |c: char| match c {
        'ə' | 'Ə' => 'a',
        'ı' | 'I' => 'i',
        'ş' | 'Ş' => 's',
        'ç' | 'Ç' => 'c',
        'ğ' => 'g',
        'ö' | 'Ö' => 'o',
        'ü' | 'Ü' => 'u',
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => '-',
    };
    let letters: String = name.chars().map(letter).collect();
    letters.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Invented states, with a country that has a code.
pub const STATES: [(&str, &str); 6] = [
    ("Northern Republic", "RUS"),
    ("Eastern Republic", "AZE"),
    ("Steppe Union", "KAZ"),
    ("Hill Republic", "GEO"),
    ("Strait Republic", "TUR"),
    ("Plain Republic", "UKR"),
];
/// Bodies of a state.
pub const BODIES: [&str; 12] = [
    "Ministry of Foreign Affairs",
    "Ministry of Transport",
    "Customs Committee",
    "Border Service",
    "Prosecutor’s Office",
    "Parliament",
    "Migration Service",
    "Aviation Authority",
    "Ministry of Culture",
    "State Broadcaster",
    "Energy Agency",
    "National Archive",
];
pub const OFFICES: [&str; 8] = [
    "spokesperson",
    "ambassador",
    "deputy minister",
    "consul general",
    "member of parliament",
    "head of department",
    "special envoy",
    "director",
];
pub const OUTLETS: [&str; 16] = [
    "Shoreline Post",
    "Caspian Ledger",
    "Steppe Courier",
    "Harbour Wire",
    "Two Rivers Daily",
    "Ridge Radio",
    "Xəzər Xəbər",
    "Səhər Vərəqi",
    "Northern Telegraph",
    "Lantern Review",
    "Border Notes",
    "Meridian Brief",
    "Вечерний листок",
    "Озёрный вестник",
    "Open Archive",
    "Quay Gazette",
];
pub const SUBJECTS: [&str; 14] = [
    "The spokesman",
    "The ministry",
    "A member of the delegation",
    "The committee",
    "An official of the service",
    "The ambassador",
    "The agency",
    "A witness at the crossing",
    "The outlet",
    "The second note",
    "The court",
    "A lawyer for the detained",
    "The director of the centre",
    "The governor’s office",
];
pub const VERBS: [&str; 18] = [
    "said that",
    "denied that",
    "repeated that",
    "noted that",
    "expected that",
    "did not rule out that",
    "told reporters that",
    "wrote in a letter that",
    "confirmed in part that",
    "left open whether",
    "rejected the report that",
    "asked the other side to explain whether",
    "recalled that",
    "learned later that",
    "stressed once more that",
    "let it be known that",
    "held that",
    "was told that",
];
pub const THINGS: [&str; 26] = [
    "the crossing",
    "the shipment of apples",
    "the new schedule",
    "the list of names",
    "the customs rule",
    "the visa procedure",
    "the investigation",
    "the lease of the building",
    "the archive",
    "the broadcast licence",
    "the draft agreement",
    "the railway section",
    "the ferry line",
    "the payment order",
    "the exercise",
    "the monument",
    "the exhibition",
    "the transit permit",
    "the working group",
    "the radar record",
    "the protocol of the meeting",
    "the consular visit",
    "the pipeline repair",
    "the harvest quota",
    "the school book",
    "the request for documents",
];
pub const PREDICATES: [&str; 26] = [
    "had been closed for repairs",
    "would be looked at again within ten days",
    "did not concern the other side",
    "rested on an agreement of the year before",
    "had been announced without notice",
    "was a matter for the courts",
    "would stay as it was",
    "had been handed over in writing",
    "could be settled between experts",
    "was not known to the consulate",
    "had drawn a crowd of about two hundred",
    "went beyond what had been agreed",
    "was late by several weeks",
    "had been quoted out of its context",
    "was still being counted",
    "had never been part of the talks",
    "was to be opened in the spring",
    "needed the consent of both parliaments",
    "had been described in two different ways",
    "left nine lorries waiting at the gate",
    "was returned unopened",
    "cost more than either budget allowed",
    "was lifted in the evening",
    "would be published in three languages",
    "had been signed by a deputy",
    "was in the hands of an independent expert",
];
pub const TAILS: [&str; 16] = [
    "",
    "",
    "",
    "",
    "",
    "",
    ", and no date was given",
    ", although the figures differ",
    ", according to two officials",
    " in a statement of four lines",
    ", without naming anybody",
    " after a call on the same day",
    ", a day before the talks in the capital",
    ", as it had in the spring",
    " and gave no further details",
    ", while the other side kept silent",
];
pub const DEEDS: [(&str, &str); 19] = [
    ("hands over a note on", "note-verbale"),
    ("makes a demarche over", "demarche"),
    ("summons the ambassador over", "summons"),
    ("issues a statement on", "statement"),
    ("briefs reporters on", "briefing"),
    ("recalls its envoy over", "recall"),
    ("expels two diplomats over", "expulsion"),
    ("bars three visitors over", "entry-ban"),
    ("closes an office over", "closure"),
    ("detains four people over", "detention"),
    ("searches a newsroom over", "raid"),
    ("suspends its part in", "suspension"),
    ("protests against", "protest"),
    ("apologises for", "apology"),
    ("speaks by telephone about", "call"),
    ("pays a visit on account of", "visit"),
    ("signs an agreement on", "agreement"),
    ("opens an investigation into", "investigation"),
    ("threatens further steps over", "threat"),
];
pub const HEADINGS: [&str; 10] = [
    "What was said",
    "What the other side answered",
    "The figures",
    "Background",
    "What is not known",
    "The wording",
    "How it was reported",
    "Legal ground",
    "Next steps",
    "Earlier cases",
];
pub const COUNTED: [&str; 8] = [
    "people detained",
    "lorries waiting",
    "tonnes returned",
    "flights cancelled",
    "people present",
    "days of delay",
    "diplomats named",
    "documents asked for",
];
