//! What a field may hold, as data: for schemas, completion and help.

/// The kinds of record that a name may refer to, as the names of their folders.
pub(crate) type RefKinds = &'static [&'static str];

/// What a field may hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A text.
    Text {
        /// What an author should type.
        expected: &'static str,
        /// A regular expression (ECMA 262) that holds for every text that is accepted; empty where there is none.
        pattern: &'static str,
        /// The most characters.
        longest: Option<usize>,
    },
    /// True or false.
    Bool,
    /// A number, with the least and the greatest.
    Number {
        /// Whether it has no fraction.
        whole: bool,
        /// The least and the greatest.
        bounds: Option<(f64, f64)>,
    },
    /// A date that says only what is known: a text, or what YAML makes of one.
    Date,
    /// A word of a closed set.
    Words(Vec<Word>),
    /// A name of a record.
    Refers(RefKinds),
    /// The id of a record that stands here.
    Id(RefKinds),
    /// A mapping with known fields.
    Record(RecordShape),
    /// Values by language tag.
    ByLanguage(Box<Shape>),
    /// A mapping of the author's own.
    Own,
    /// One value, or a list of them.
    List(Box<Shape>),
    /// One of several.
    Either(Vec<Shape>),
}

/// A word of a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub word: String,
    /// What it means; empty where the word says it.
    pub about: String,
}

/// A mapping with known fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordShape {
    /// Its fields, in the order in which they are read.
    pub fields: Vec<FieldShape>,
    /// Fields of which one must be there, where no single one must.
    pub one_of: &'static [&'static str],
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldShape {
    /// Its name.
    pub name: &'static str,
    /// What it says of the record.
    pub about: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it may hold.
    pub shape: Shape,
}

impl RecordShape {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&FieldShape> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Shape {
    /// A text about which nothing more is known than what is expected.
    pub fn text(expected: &'static str) -> Self {
        Self::Text { expected, pattern: "", longest: None }
    }

    /// A text that a regular expression holds.
    pub fn pattern(expected: &'static str, pattern: &'static str) -> Self {
        Self::Text { expected, pattern, longest: None }
    }

    /// The same mapping, where one of several fields is enough and no single one of them must be there.
    #[must_use]
    pub fn with_one_of(self, names: &'static [&'static str]) -> Self {
        let Self::Record(mut record) = self else { return self };
        for field in record.fields.iter_mut().filter(|field| names.contains(&field.name)) {
            field.required = false;
        }
        record.one_of = names;
        Self::Record(record)
    }

    /// The mapping that this may be.
    pub fn as_record(&self) -> Option<&RecordShape> {
        match self {
            Self::Record(record) => Some(record),
            Self::List(item) => item.as_record(),
            Self::Either(shapes) => shapes.iter().find_map(Self::as_record),
            _ => None,
        }
    }

    /// Whether it may be a list or a mapping. A date in brackets is one text.
    pub fn is_compound(&self) -> bool {
        match self {
            Self::List(_) | Self::Record(_) | Self::ByLanguage(_) | Self::Own => true,
            Self::Either(shapes) => shapes.iter().any(Self::is_compound),
            _ => false,
        }
    }

    /// The scalars that this may be.
    pub fn scalars(&self) -> Vec<&Self> {
        match self {
            Self::List(item) => item.scalars(),
            Self::Either(shapes) => shapes.iter().flat_map(Self::scalars).collect(),
            Self::Record(_) | Self::ByLanguage(_) | Self::Own => Vec::new(),
            scalar => vec![scalar],
        }
    }

    /// What may stand below a key of this.
    pub fn below(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Record(record) => record.field(key).map(|field| &field.shape),
            Self::ByLanguage(value) => Some(value),
            Self::List(item) => item.below(key),
            Self::Either(shapes) => shapes.iter().find_map(|shape| shape.below(key)),
            _ => None,
        }
    }
}

/// Returns the shape of a closed set of words, each with what it means.
pub(crate) fn words<'w>(words: impl IntoIterator<Item = (&'w str, &'w str)>) -> Shape {
    let word = |(word, about): (&str, &str)| Word { word: word.to_owned(), about: about.to_owned() };
    Shape::Words(words.into_iter().map(word).collect())
}
