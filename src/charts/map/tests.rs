use super::*;

/// A square island from 0 to 40 degrees, with a border from top to bottom.
fn island() -> Outlines {
    Outlines::parse(
        r#"{"type":"FeatureCollection","bbox":[-10,-10,50,50],"features":[
        {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[40,0],[40,40],[0,40],[0,0]]]}},
        {"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[20,0],[20,40]]}},
        {"type":"Feature","properties":{"name":"Land"},"geometry":{"type":"MultiPoint","coordinates":[[45,45],[17,18]]}}]}"#,
    )
    .expect("it is GeoJSON")
}

fn mark(name: &str, at: Point) -> MapMark {
    MapMark { name: name.to_owned(), href: Some(format!("../{name}/index.html")), at, region: false }
}

fn drawn(marks: &[MapMark], around: &[MapMark]) -> Option<String> {
    draw(&LocatorMap { outlines: &island(), marks, around, width: 400.0, letter: 14.0, label: "Map of places" })
        .map(String::from)
}

#[test]
fn a_place_is_a_link_in_the_middle_of_its_surroundings() {
    let svg = drawn(&[mark("Town", [20.0, 20.0])], &[]).expect("it is on the map");
    insta::assert_snapshot!(svg.replace("><", ">\n<"), @r#"
    <svg class="map" viewBox="0 0 400 300" role="group" aria-label="Map of places">
    <g aria-hidden="true">
    <path class="map-land" d="M-3,-3 -3,303 403,303 403,-3Z"/>
    <path class="map-border" d="M200,650 200,-350"/>
    <text class="map-name" x="129.5" y="200" dy=".35em" text-anchor="middle">Land</text>
    </g>
    <a class="map-place" href="../Town/index.html">
    <circle class="map-dot" cx="200" cy="150" r="4"/>
    <text class="map-label" x="208" y="150" dy=".35em" text-anchor="start">Town</text>
    </a>
    </svg>
    "#);
}

#[test]
fn a_picture_holds_all_its_places() {
    let svg = drawn(&[mark("A", [1.0, 1.0]), mark("B", [39.0, 30.0])], &[]).expect("they are on the map");
    assert!(svg.contains(r#"viewBox="0 0 400 300""#), "{svg}");
    assert_eq!(svg.matches("<a ").count(), 2);
}

#[test]
fn a_picture_does_not_leave_what_the_map_knows() {
    let svg = drawn(&[mark("Corner", [49.0, 49.0])], &[]).expect("it is on the map");
    let number = |name: &str| -> f64 {
        let from = svg.find(name).expect("there is a dot") + name.len();
        svg[from..].split('"').next().and_then(|text| text.parse().ok()).expect("it is a number")
    };
    assert!(number("cx=\"") > 300.0 && number("cy=\"") < 100.0, "{svg}");
}

#[test]
fn a_place_off_the_map_is_left_out() {
    assert_eq!(drawn(&[mark("Far", [100.0, 20.0])], &[]), None);
    assert_eq!(drawn(&[], &[mark("Town", [20.0, 20.0])]), None);
    let svg = drawn(&[mark("Far", [100.0, 20.0]), mark("Town", [20.0, 20.0])], &[]).expect("one is on the map");
    assert!(!svg.contains("Far"));
}

#[test]
fn places_around_are_shown_where_they_fall_into_the_picture() {
    let around = [mark("Near", [22.0, 21.0]), mark("Away", [39.0, 39.0])];
    let svg = drawn(&[mark("Town", [20.0, 20.0])], &around).expect("it is on the map");
    assert!(svg.contains("map-near") && svg.contains("Near") && !svg.contains("Away"));
}

#[test]
fn a_name_without_room_stays_with_its_dot() {
    let crowd: Vec<MapMark> = (0..9).map(|_| mark("Town", [20.0, 20.0])).collect();
    let svg = drawn(&crowd, &[]).expect("it is on the map");
    assert_eq!(svg.matches("<text class=\"map-label\"").count(), 4);
    assert_eq!(svg.matches("<title>Town</title>").count(), 5);
}

#[test]
fn a_region_is_a_ring_and_the_page_itself_no_link() {
    let region = MapMark { region: true, href: None, ..mark("Region", [20.0, 20.0]) };
    let svg = drawn(&[region], &[]).expect("it is on the map");
    assert!(svg.contains("map-ring") && !svg.contains("<a "));
}

#[test]
fn numbers_are_short() {
    assert_eq!([0.04, -0.04, 12.0, 3.25].map(num), ["0", "0", "12", "3.3"]);
}
