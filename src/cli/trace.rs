//! How long a build took, as a trace: the stages, and each file of the site on the thread that made it.
//!
//! In the Trace Event Format, which `ui.perfetto.dev`, `about:tracing` in Chromium and `speedscope.app` open.

use std::time::Duration;

use serde::Serialize;

use crate::pipeline::{FileTime, Timing};

/// The stage in which the files are made.
const MAKING: &str = "render";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trace<'t> {
    display_time_unit: &'static str,
    trace_events: Vec<Event<'t>>,
}

/// A complete event: what, on which row, from when and for how long, in microseconds.
#[derive(Serialize)]
struct Event<'t> {
    name: &'t str,
    cat: &'static str,
    ph: &'static str,
    pid: u32,
    tid: usize,
    ts: f64,
    dur: f64,
}

/// The trace of a build, as JSON.
pub(super) fn json(timings: &[Timing], files: &[FileTime]) -> Vec<u8> {
    let mut trace_events = Vec::with_capacity(timings.len() + files.len());
    let mut start = Duration::ZERO;
    for timing in timings {
        trace_events.push(event(timing.stage, "stage", 0, start, timing.took));
        if timing.stage == MAKING {
            let on_its_row = |file: &FileTime| (file.thread + 1, start + file.start);
            trace_events.extend(files.iter().map(|file| {
                let (row, start) = on_its_row(file);
                event(&file.path, "file", row, start, file.took)
            }));
        }
        start += timing.took;
    }
    let trace = Trace { display_time_unit: "ms", trace_events };
    serde_json::to_vec(&trace).expect("texts and numbers are always JSON")
}

fn event<'t>(name: &'t str, cat: &'static str, tid: usize, start: Duration, took: Duration) -> Event<'t> {
    Event { name, cat, ph: "X", pid: 1, tid, ts: microseconds(start), dur: microseconds(took) }
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_within_the_stage_that_makes_them() {
        let stage = |stage, took| Timing { stage, took: Duration::from_micros(took) };
        let file = FileTime {
            path: "a \"b\".html".to_owned(),
            thread: 1,
            start: Duration::from_micros(5),
            took: Duration::from_micros(7),
        };
        let json = json(&[stage("read", 100), stage("render", 50), stage("write", 10)], &[file]);
        let trace: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        let events = trace["traceEvents"].as_array().expect("a list");
        let told: Vec<(&str, f64, f64, u64)> = events
            .iter()
            .filter_map(|event| {
                Some((event["name"].as_str()?, event["ts"].as_f64()?, event["dur"].as_f64()?, event["tid"].as_u64()?))
            })
            .collect();
        let wanted = [
            ("read", 0.0, 100.0, 0),
            ("render", 100.0, 50.0, 0),
            ("a \"b\".html", 105.0, 7.0, 2),
            ("write", 150.0, 10.0, 0),
        ];
        assert_eq!(told, wanted);
    }
}
