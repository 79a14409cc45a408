//! GeoJSON → outlines: areas are land, lines are borders, the names of points are words.

use geojson::{FeatureCollection, GeoJson, Geometry, GeometryValue, Position};

use super::point::{Point, ends};

/// What a map is drawn from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outlines {
    /// The outer and inner rings of areas.
    pub(super) land: Vec<Vec<Point>>,
    /// Lines.
    pub(super) borders: Vec<Vec<Point>>,
    /// Words, and the points at which each may stand, the best first.
    pub(super) names: Vec<(String, Vec<Point>)>,
    /// The south-western and the north-eastern corner of what it knows.
    pub(super) bounds: [Point; 2],
    /// What is said below the map of whose borders these are.
    pub caption: Option<String>,
}

/// What is wrong with a map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct MalformedMap {
    /// In words.
    pub message: String,
    /// The line and the column, from 1, if the fault has a place.
    pub at: Option<(usize, usize)>,
}

impl Outlines {
    /// Reads GeoJSON.
    ///
    /// # Errors
    /// It is no GeoJSON, or it has neither areas nor lines.
    pub fn parse(text: &str) -> Result<Self, MalformedMap> {
        let collection = match text.parse::<GeoJson>().map_err(|error| malformed(&error))? {
            GeoJson::FeatureCollection(collection) => collection,
            GeoJson::Feature(feature) => FeatureCollection::new([feature]),
            GeoJson::Geometry(geometry) => FeatureCollection::new([geometry.into()]),
        };
        let mut outlines = Self::default();
        for feature in &collection.features {
            if let Some(geometry) = &feature.geometry {
                outlines.add(geometry, feature.property("name").and_then(|name| name.as_str()))?;
            }
        }
        let caption = collection.foreign_members.as_ref().and_then(|members| members.get("caption")?.as_str());
        outlines.caption = caption.map(str::to_owned);
        outlines.bounds = match collection.bbox.as_deref() {
            Some(&[west, south, east, north]) if west < east && south < north => [[west, south], [east, north]],
            _ => outlines.extent()?,
        };
        Ok(outlines)
    }

    /// Whether a point is on the map.
    pub(super) fn holds(&self, at: Point) -> bool {
        let [low, high] = self.bounds;
        (0..2).all(|axis| low[axis] < at[axis] && at[axis] < high[axis])
    }

    fn add(&mut self, geometry: &Geometry, name: Option<&str>) -> Result<(), MalformedMap> {
        match &geometry.value {
            GeometryValue::Polygon { coordinates } => self.land.extend(lines(coordinates)?),
            GeometryValue::MultiPolygon { coordinates } => {
                for polygon in coordinates {
                    self.land.extend(lines(polygon)?);
                }
            }
            GeometryValue::LineString { coordinates } => self.borders.push(line(coordinates)?),
            GeometryValue::MultiLineString { coordinates } => self.borders.extend(lines(coordinates)?),
            GeometryValue::Point { coordinates } => self.name(name, vec![point(coordinates)?]),
            GeometryValue::MultiPoint { coordinates } => self.name(name, line(coordinates)?),
            GeometryValue::GeometryCollection { geometries } => {
                for geometry in geometries {
                    self.add(geometry, name)?;
                }
            }
        }
        Ok(())
    }

    fn name(&mut self, name: Option<&str>, places: Vec<Point>) {
        self.names.extend(name.map(|name| (name.to_owned(), places)));
    }

    fn extent(&self) -> Result<[Point; 2], MalformedMap> {
        let points = || self.land.iter().chain(&self.borders).flatten();
        let ends = (ends(points().map(|at| at[0])), ends(points().map(|at| at[1])));
        match ends {
            (Some((west, east)), Some((south, north))) if west < east && south < north => {
                Ok([[west, south], [east, north]])
            }
            _ => Err(MalformedMap { message: "the map has neither areas nor lines".to_owned(), at: None }),
        }
    }
}

fn lines(lines: &[Vec<Position>]) -> Result<Vec<Vec<Point>>, MalformedMap> {
    lines.iter().map(|points| line(points)).collect()
}

fn line(points: &[Position]) -> Result<Vec<Point>, MalformedMap> {
    points.iter().map(point).collect()
}

fn point(position: &Position) -> Result<Point, MalformedMap> {
    match *position.as_slice() {
        [longitude, latitude, ..] if longitude.abs() <= 180.0 && latitude.abs() <= 90.0 => Ok([longitude, latitude]),
        ref other => Err(MalformedMap { message: format!("{other:?} is not a longitude and a latitude"), at: None }),
    }
}

fn malformed(error: &geojson::Error) -> MalformedMap {
    let (words, at) = match error {
        geojson::Error::MalformedGeoJson(error) => (error.to_string(), Some((error.line(), error.column()))),
        error => (error.to_string(), None),
    };
    // The place is a field of its own.
    let words = words.split(" at line ").next().unwrap_or(&words);
    MalformedMap { message: format!("this is not GeoJSON: {words}"), at: at.filter(|(line, _)| *line > 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_land_lines_are_borders_and_points_are_words() {
        let outlines = Outlines::parse(
            r#"{"type":"FeatureCollection","caption":"As drawn.","features":[
            {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,3],[0,0]]]}},
            {"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[1,1,9],[2,2,9]]}},
            {"type":"Feature","properties":{"name":"Here"},"geometry":{"type":"Point","coordinates":[2,1]}},
            {"type":"Feature","properties":null,"geometry":null}]}"#,
        )
        .expect("it is GeoJSON");
        assert_eq!(outlines.land, [[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 0.0]]]);
        assert_eq!(outlines.borders, [[[1.0, 1.0], [2.0, 2.0]]]);
        assert_eq!(outlines.names, [("Here".to_owned(), vec![[2.0, 1.0]])]);
        assert_eq!(outlines.bounds, [[0.0, 0.0], [4.0, 3.0]]);
        assert_eq!(outlines.caption.as_deref(), Some("As drawn."));
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        let fault = |text: &str| Outlines::parse(text).expect_err("it is wrong");
        assert_eq!(fault("{\n  \"type\": oops}").at, Some((2, 11)));
        let none = fault(r#"{"type":"FeatureCollection","features":[]}"#);
        assert_eq!(none.to_string(), "the map has neither areas nor lines");
        let far = fault(r#"{"type":"LineString","coordinates":[[0,0],[181,2]]}"#);
        assert_eq!(far.to_string(), "[181.0, 2.0] is not a longitude and a latitude");
    }

    #[test]
    fn the_map_in_the_binary_is_one() {
        let text = include_str!("../../../theme/map.geojson");
        let outlines = Outlines::parse(text).expect("tools/map made it");
        assert!(outlines.holds([49.87, 40.41]) && !outlines.holds([0.0, 0.0]));
        assert!(text.len() < 25_000 && outlines.caption.is_some());
    }
}
