//! Fields of an author's own, as text where a form must know beforehand what it reads.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_yaml::Value;

/// Writes the fields as YAML.
pub(super) fn serialize<S: Serializer>(extra: &Option<Value>, serializer: S) -> Result<S::Ok, S::Error> {
    extra.as_ref().map(serde_yaml::to_string).transpose().map_err(ser::Error::custom)?.serialize(serializer)
}

/// Reads the fields from YAML.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| serde_yaml::from_str(&text)).transpose().map_err(de::Error::custom)
}
