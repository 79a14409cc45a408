//! Counts and means by month, as bars and dots.
//!
//! In: one value for each month or year, in their order and with none left out, and where each leads. Out: an SVG. Kinds of
//! events are told apart by the row they stand in, each with its name, and never by colour.

use super::{Canvas, Caption, Svg, float, num, text_fit};

const SMALL: f64 = 11.0;
/// For the names of rows, left of the bars.
const NAMES: f64 = 136.0;
/// For the numbers of a scale, left of the dots.
const NUMBERS: f64 = 28.0;
const HEAD: f64 = 8.0;
const ROW: f64 = 48.0;
const ROW_GAP: f64 = 10.0;
/// The labels of columns, below.
const LABELS: f64 = 24.0;
/// The widest column.
const WIDEST: f64 = 28.0;
const ROWS: [&str; 4] = ["Material cooperation", "Verbal cooperation", "Verbal conflict", "Material conflict"];
/// Of the scale of scores.
const LIMIT: f64 = 10.0;
const SCORE_HEIGHT: f64 = 150.0;

/// The events of one month.
#[derive(Debug, Clone)]
pub struct EventCounts {
    /// The month.
    pub label: String,
    /// Its page.
    pub href: Option<String>,
    /// Words of good will.
    pub verbal_cooperation: u32,
    /// Deeds of good will.
    pub material_cooperation: u32,
    /// Words against.
    pub verbal_conflict: u32,
    /// Deeds against.
    pub material_conflict: u32,
}

impl EventCounts {
    /// As the rows stand.
    fn counts(&self) -> [u32; 4] {
        [self.material_cooperation, self.verbal_cooperation, self.verbal_conflict, self.material_conflict]
    }
}

/// The mean score of one month.
#[derive(Debug, Clone)]
pub struct MeanScore {
    /// The month.
    pub label: String,
    /// Its page.
    pub href: Option<String>,
    /// From −10 to 10; none if nothing has a score.
    pub mean: Option<f64>,
    /// Of how many events.
    pub events: u32,
}

/// A number of things in one month or year.
#[derive(Debug, Clone)]
pub struct PeriodCount {
    /// The month or year.
    pub label: String,
    /// Its page.
    pub href: Option<String>,
    /// How many.
    pub value: u32,
}

/// Draws events by month in four rows of one scale: cooperation rises above the axis, conflict hangs below it; none if
/// there is no event.
pub fn events(months: &[EventCounts], width: u32, caption: &Caption) -> Option<Svg> {
    let most = months.iter().flat_map(EventCounts::counts).max().filter(|&most| most > 0)?;
    let columns = Columns::new(months.len(), NAMES, f64::from(width));
    let foot = HEAD + 4.0 * ROW + 2.0 * ROW_GAP;
    let axis = HEAD + 2.0 * ROW + ROW_GAP;
    // Where the bars of a row begin, and which way they go.
    let bases = [(HEAD + ROW, -1.0), (axis, -1.0), (axis, 1.0), (axis + ROW + ROW_GAP, 1.0)];
    let unit = (ROW - 6.0) / f64::from(most);

    let mut canvas = Canvas::new("events", (columns.right(), foot + LABELS), caption);
    for (row, (base, way)) in bases.into_iter().enumerate() {
        let counts = months.iter().map(|month| month.counts()[row]);
        let (all, top) = (counts.clone().sum::<u32>(), counts.max().unwrap_or(0));
        let y = base + way * 22.0 + 4.0;
        canvas.label("small", (0.0, y - 6.0), ROWS[row]);
        let sum = format!("{all} in all, {top} at most");
        canvas.label("tick", (0.0, y + 8.0), &sum);
        let class = if base.total_cmp(&axis).is_eq() { "axis" } else { "grid" };
        columns.line(&mut canvas, class, base);
    }
    for (at, month) in months.iter().enumerate() {
        let counts = month.counts();
        canvas.link("column", month.href.as_deref(), |canvas| {
            let words: Vec<String> =
                ROWS.iter().zip(counts).map(|(row, count)| format!("{} {count}", row.to_lowercase())).collect();
            canvas.element("title", [], &format!("{}: {}", month.label, words.join(", ")));
            columns.hit(canvas, at, HEAD, foot);
            for ((base, way), count) in bases.into_iter().zip(counts).filter(|(_, count)| *count > 0) {
                let height = f64::from(count) * unit;
                columns.bar(canvas, at, if way < 0.0 { base - height } else { base }, height);
            }
        });
    }
    columns.labels(&mut canvas, months.iter().map(|month| &*month.label), foot + 16.0);
    Some(canvas.finish())
}

/// Draws the mean score by month, from −10 to 10, as dots with a line through months that follow each other; none if no
/// month has one.
pub fn scores(months: &[MeanScore], width: u32, caption: &Caption) -> Option<Svg> {
    months.iter().find(|month| month.mean.is_some())?;
    let columns = Columns::new(months.len(), NUMBERS, f64::from(width));
    let foot = HEAD + SCORE_HEIGHT;
    let y = |mean: f64| HEAD + (LIMIT - mean.clamp(-LIMIT, LIMIT)) / (2.0 * LIMIT) * SCORE_HEIGHT;

    let mut canvas = Canvas::new("scores", (columns.right(), foot + LABELS), caption);
    for (mark, label) in [(LIMIT, "+10"), (5.0, "+5"), (0.0, "0"), (-5.0, "−5"), (-LIMIT, "−10")] {
        columns.line(&mut canvas, if mark == 0.0 { "axis" } else { "grid" }, y(mark));
        let place = [("x", &*num(NUMBERS - 6.0)), ("y", &*num(y(mark) + 4.0)), ("text-anchor", "end")];
        canvas.element("text", [("class", "tick")].into_iter().chain(place), label);
    }
    let mut d = String::new();
    let mut is_drawn = false;
    for (at, month) in months.iter().enumerate() {
        if let Some(mean) = month.mean {
            let command = if is_drawn { 'L' } else { 'M' };
            d += &format!("{command}{} {}", num(columns.middle(at)), num(y(mean)));
        }
        is_drawn = month.mean.is_some();
    }
    canvas.shape("path", [("class", "course"), ("d", &*d)]);
    for (at, month) in months.iter().enumerate() {
        let Some(mean) = month.mean else { continue };
        canvas.link("column", month.href.as_deref(), |canvas| {
            let events = if month.events == 1 { "event" } else { "events" };
            canvas.element("title", [], &format!("{}: {} of {} {events}", month.label, signed(mean), month.events));
            columns.hit(canvas, at, HEAD, foot);
            let (x, y) = (num(columns.middle(at)), num(y(mean)));
            canvas.shape("circle", [("class", "fill"), ("cx", &*x), ("cy", &*y), ("r", "3.5")]);
        });
    }
    columns.labels(&mut canvas, months.iter().map(|month| &*month.label), foot + 16.0);
    Some(canvas.finish())
}

/// Draws a small row of bars, with the first and the last label below it; none if all are zero.
pub fn sparkline(counts: &[PeriodCount], caption: &Caption) -> Option<Svg> {
    const TALL: f64 = 28.0;
    const WIDE: f64 = 160.0;
    let most = counts.iter().map(|count| count.value).max().filter(|&most| most > 0)?;
    let ends = [&counts[0].label, &counts[counts.len() - 1].label];
    let least = ends.map(|label| text_fit::width(label, SMALL)).iter().sum::<f64>() + 12.0;
    let columns = Columns::new(counts.len(), 0.0, WIDE);
    let width = columns.right().max(least);
    let mut canvas = Canvas::new("sparkline", (width, TALL + 16.0), caption);
    columns.line(&mut canvas, "axis", TALL);
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| count.value > 0) {
        canvas.link("column", count.href.as_deref(), |canvas| {
            canvas.element("title", [], &format!("{}: {}", count.label, count.value));
            columns.hit(canvas, at, 0.0, TALL);
            let height = f64::from(count.value) / f64::from(most) * (TALL - 2.0);
            columns.bar(canvas, at, TALL - height, height);
        });
    }
    let y = num(TALL + 13.0);
    canvas.label("tick", (0.0, TALL + 13.0), ends[0]);
    if counts.len() > 1 {
        let place = [("class", "tick"), ("x", &*num(width)), ("y", &*y), ("text-anchor", "end")];
        canvas.element("text", place, ends[1]);
    }
    Some(canvas.finish())
}

/// Columns of one width, side by side.
#[derive(Debug, Clone, Copy)]
struct Columns {
    count: usize,
    left: f64,
    wide: f64,
}

impl Columns {
    fn new(count: usize, left: f64, width: f64) -> Self {
        let wide = ((width - left) / float(count)).clamp(1.0, WIDEST);
        Self { count, left, wide }
    }

    fn right(&self) -> f64 {
        self.start(self.count)
    }

    fn start(&self, at: usize) -> f64 {
        self.left + float(at) * self.wide
    }

    fn middle(&self, at: usize) -> f64 {
        self.start(at) + self.wide / 2.0
    }

    /// A line across all of them.
    fn line(&self, canvas: &mut Canvas, class: &str, y: f64) {
        canvas.rule(class, (self.left, self.right()), y);
    }

    /// What answers to a pointer, over the whole height of a column.
    fn hit(&self, canvas: &mut Canvas, at: usize, top: f64, foot: f64) {
        canvas.rect("hit", (self.start(at), self.wide), (top, foot - top));
    }

    fn bar(&self, canvas: &mut Canvas, at: usize, top: f64, height: f64) {
        let gap = (self.wide * 0.2).min(3.0);
        canvas.rect("fill", (self.start(at) + gap / 2.0, self.wide - gap), (top, height));
    }

    /// As many labels as fit below their columns, at even steps from the first one on.
    fn labels<'a>(&self, canvas: &mut Canvas, labels: impl Iterator<Item = &'a str> + Clone, y: f64) {
        let widest = labels.clone().map(|label| text_fit::width(label, SMALL)).fold(1.0, f64::max) + 10.0;
        let step = (1..self.count).find(|&step| float(step) * self.wide >= widest).unwrap_or(self.count.max(1));
        for (at, label) in labels.enumerate().step_by(step) {
            let x = self.start(at);
            if at == 0 || x + text_fit::width(label, SMALL) <= self.right() {
                canvas.label("tick", (x, y), label);
            }
        }
    }
}

/// `+2.5`, `−4`, `0`.
fn signed(value: f64) -> String {
    match num(value).strip_prefix('-') {
        Some(size) => format!("−{size}"),
        None if value > 0.0 => format!("+{}", num(value)),
        None => num(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPTION: Caption = Caption { id: "bars", title: "Events", desc: "" };

    fn month(counts: [u32; 4]) -> EventCounts {
        let [verbal_cooperation, material_cooperation, verbal_conflict, material_conflict] = counts;
        let (label, href) = ("Feb 2025".to_owned(), Some("a\"b".to_owned()));
        EventCounts { label, href, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict }
    }

    fn score(mean: Option<f64>) -> MeanScore {
        MeanScore { label: "<Feb>".to_owned(), href: None, mean, events: 1 }
    }

    /// The `y` and `height` of every bar.
    fn bars(svg: &str) -> Vec<(f64, f64)> {
        let number = |bar: &str, name: &str| {
            let (_, rest) = bar.split_once(&format!(" {name}=\"")).expect("the attribute");
            rest.split('"').next().and_then(|number| number.parse().ok()).expect("a number")
        };
        svg.split("<rect class=\"fill\"").skip(1).map(|bar| (number(bar, "y"), number(bar, "height"))).collect()
    }

    #[test]
    fn cooperation_rises_above_the_axis_and_conflict_hangs_below_it() {
        let svg = events(&[month([2, 1, 4, 3])], 944, &CAPTION).expect("there are events").to_string();
        let axis = HEAD + 2.0 * ROW + ROW_GAP;
        let [deeds, words, against, blows] = bars(&svg)[..] else { panic!("four bars") };
        assert_eq!((words.0 + words.1, against.0), (axis, axis));
        assert!(deeds.0 + deeds.1 < words.0 && against.0 + against.1 < blows.0, "{svg}");
        assert!(svg.contains("material cooperation 1, verbal cooperation 2, verbal conflict 4, material conflict 3"));
        assert!(svg.contains("href=\"a&quot;b\""));
    }

    #[test]
    fn a_mean_is_told_with_its_sign() {
        let svg =
            scores(&[score(Some(-4.25)), score(None), score(Some(10.0))], 944, &CAPTION).expect("scores").to_string();
        assert!(svg.contains("&lt;Feb&gt;: −4.3 of 1 event<") && svg.contains("+10 of 1 event<"), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 2);
    }

    #[test]
    fn no_line_crosses_a_month_without_a_score() {
        let drawn = |means: &[Option<f64>]| {
            let months: Vec<MeanScore> = means.iter().copied().map(score).collect();
            let svg = scores(&months, 944, &CAPTION).expect("scores").to_string();
            svg.split("class=\"course\" d=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .map(|d| d.matches('L').count())
        };
        assert_eq!(drawn(&[Some(1.0), None, Some(2.0)]), Some(0));
        assert_eq!(drawn(&[Some(1.0), Some(0.0), Some(2.0)]), Some(2));
    }

    #[test]
    fn all_charts_stay_as_wide_as_asked_for() {
        let months = vec![month([1, 2, 3, 4]); 120];
        assert!(events(&months, 944, &CAPTION).expect("events").as_str().contains("viewBox=\"0 0 944 "));
    }

    #[test]
    fn nothing_is_not_drawn() {
        assert_eq!(events(&[month([0; 4])], 944, &CAPTION), None);
        assert_eq!(scores(&[score(None)], 944, &CAPTION), None);
        assert_eq!(sparkline(&[], &CAPTION), None);
    }

    #[test]
    fn a_sparkline_has_a_bar_for_each_year_with_briefs() {
        let count = |year: u32, value| PeriodCount { label: year.to_string(), href: None, value };
        let svg = sparkline(&[count(2022, 2), count(2023, 0), count(2024, 4)], &CAPTION).expect("counts").to_string();
        assert_eq!(bars(&svg).iter().map(|bar| bar.1).collect::<Vec<_>>(), [13.0, 26.0]);
        assert!(svg.contains(">2022<") && svg.contains(">2024<") && !svg.contains(">2023<"));
    }
}
