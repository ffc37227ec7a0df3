//! Charts of outcomes: which one is drawn, what its words say, and that its shapes are true to its printed axis.

use super::support::{MINIMUM, site};

/// The page of a case study with one outcome, given by its fields.
fn page(fields: &str) -> String {
    let outcome = format!("outcomes: [{{ id: o, kind: quantitative, metric: M, {fields} }}]");
    let files = format!("--- content/case-studies/a.md\n---\n{MINIMUM}{outcome}\n---\nText.\n");
    site(&files).build().fine().text("case-studies/a/index.html")
}

/// The figure of that outcome.
fn figure(fields: &str) -> String {
    let page = page(fields);
    let (_, rest) = page.split_once("<figure class=\"outcome\"").unwrap();
    rest.split("</figure>").next().unwrap().to_owned()
}

/// The chart of that outcome, empty if it has none.
fn chart(fields: &str) -> String {
    let figure = figure(fields);
    let chart = figure.split_once("<div class=\"chart\"").map(|(_, rest)| rest);
    chart.map(|it| it.split("<figcaption").next().unwrap().to_owned()).unwrap_or_default()
}

/// A percentage that rises to a target, with dates.
fn percent(before: f64, target: f64, after: f64) -> String {
    format!(
        "unit: percent, direction: increase, baseline: {{ value: {before}, date: 2023-05 }}, target: {{ value: {target} }}, result: {{ value: {after}, date: 2025-05 }}"
    )
}

/// Where the paths of a class begin.
fn places(html: &str, class: &str) -> Vec<(f64, f64)> {
    let begin = format!("class=\"{class}\" d=\"M");
    let of_class = html.split(&begin).skip(1);
    let numbers = |it: &str| {
        let mut numbers = it.split(|c: char| !c.is_ascii_digit() && c != '.').map(|it| it.parse().unwrap());
        (numbers.next().unwrap(), numbers.next().unwrap_or_default())
    };
    of_class.map(numbers).collect()
}

/// The texts of the labels.
fn labels(html: &str) -> Vec<&str> {
    html.split("<bdi>").skip(1).map(|it| it.split("</bdi>").next().unwrap()).collect()
}

/// The ends of the printed axis: the two numbers of its last line.
fn axis(html: &str) -> (f64, f64) {
    let line = html.rsplit("<p class=\"axis\">").next().unwrap().replace(',', "").replace("</bdi>", " ");
    let numbers: Vec<f64> = line
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|it| it.trim_matches('.').parse().ok())
        .collect();
    (numbers[0], numbers[1])
}

const SERIES: &str = "series: [{ value: 55, date: 2024-01 }, { value: 58, date: 2024-09 }]";
const COMPARISON: &str = "comparison: { kind: other_group, label: Others, baseline: 53, result: 54 }";

#[test]
fn the_chart_fits_the_figures() {
    let plain = percent(52.0, 65.0, 63.0);
    let bullet = chart(&plain);
    assert!(bullet.contains("class=\"band\"") && bullet.contains("class=\"target\""), "{bullet}");
    assert!(bullet.contains("class=\"dot ring\""), "{bullet}");

    let slope = chart(&format!("{plain}, {COMPARISON}"));
    assert_eq!(places(&slope, "line").len() + places(&slope, "line other").len(), 2, "{slope}");
    assert!(slope.contains("<bdi>54%</bdi></div>"), "{slope}");
    assert!(slope.contains("May 2023") && slope.contains("May 2025"), "{slope}");
    // The name of the group is below the chart, where there is room for it.
    assert!(slope.contains("<p class=\"group\" dir=\"auto\">Others</p>"), "{slope}");

    // Three dates or more are a line, and no other chart tells the same again.
    let series = page(&format!("{plain}, {SERIES}, {COMPARISON}"));
    assert_eq!(series.matches("class=\"chart\"").count(), 1, "{series}");
    let line = chart(&format!("{plain}, {SERIES}"));
    assert_eq!((places(&line, "line").len(), places(&line, "dot").len()), (1, 4), "{line}");
    assert!(!line.contains("class=\"band\""), "{line}");

    let bar = chart("unit: count, direction: increase, target: { value: 8 }, result: { value: 6 }");
    assert!(bar.contains("class=\"band\" d=\"M0 14H") && !bar.contains("dot ring"), "{bar}");
    assert_eq!(chart("unit: count, direction: increase, result: { value: 6 }"), "", "a figure alone");
    let words = "kind: qualitative, statement: Words";
    let outcome = format!("outcomes: [{{ id: o, {words} }}]");
    let files = format!("--- content/case-studies/a.md\n---\n{MINIMUM}{outcome}\n---\nText.\n");
    assert!(!site(&files).build().fine().text("case-studies/a/index.html").contains("class=\"chart\""));
}

#[test]
fn an_axis_that_leaves_out_zero_is_said_to_do_so() {
    let fitted = chart(&percent(52.0, 65.0, 63.0));
    assert_eq!(labels(&fitted), ["target 65%", "before 52%", "Scale from 50% to 70%"]);
    let from_zero = chart(&percent(20.0, 65.0, 63.0));
    assert_eq!(labels(&from_zero), ["target 65%", "before 20%", "0%", "80%"]);
}

#[test]
fn values_that_are_equal_have_one_label() {
    assert_eq!(labels(&chart(&percent(52.0, 65.0, 65.0)))[0], "target 65% = result");
    assert_eq!(labels(&chart(&percent(52.0, 65.0, 52.0)))[1], "before and after 52%");
    let kept = percent(96.0, 96.0, 96.0).replace("increase", "maintain");
    assert_eq!(labels(&chart(&kept))[0], "keep at 96% = result");
    let slope = chart(&format!("{}, {}", percent(53.0, 65.0, 65.0), COMPARISON));
    let values: Vec<&str> = labels(&slope).into_iter().filter(|it| it.contains('%')).collect();
    assert_eq!(values, ["53%", "target 65% = result", "54%", "Scale from 50% to 70%"]);
}

#[test]
fn what_is_missing_is_drawn_only_if_the_target_was_missed() {
    let missing = |fields: &str| chart(fields).matches("class=\"missing\"").count();
    assert_eq!(missing(&percent(52.0, 65.0, 63.0)), 1);
    assert_eq!(missing(&percent(52.0, 65.0, 65.0)), 0);
    assert_eq!(missing(&percent(52.0, 65.0, 70.0)), 0);
    // After a step away from the target, it begins where the work began.
    let away = chart(&percent(58.0, 65.0, 51.0));
    assert_eq!(places(&away, "missing")[0].0, places(&away, "dot ring")[0].0, "{away}");
    let fewer = percent(60.0, 40.0, 30.0).replace("increase", "decrease");
    assert_eq!(missing(&fewer), 0);
}

#[test]
fn every_place_of_a_drawing_is_its_value_on_the_printed_axis() {
    let mut seed = 7_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for round in 0..20 {
        let (unit, most, parts) =
            [("percent", 101, 1.0), ("points", 9000, 1.0), ("points", 90, 10.0)][round % 3];
        let [before, between, after, target] = [(); 4].map(|()| random(most) as f64 / parts);
        let fields = percent(before, target, after).replace("percent", unit);
        let near = |html: &str, share: f64, wanted: f64| {
            let (low, high) = axis(html);
            let drawn = low + share * (high - low);
            assert!(
                (drawn - wanted).abs() <= (high - low) * 0.001 + 1e-9,
                "{wanted} is at {drawn} in {html}"
            );
        };
        let bullet = chart(&fields);
        for (class, wanted) in [("dot ring", before), ("dot core", after), ("target", target)] {
            near(&bullet, places(&bullet, class)[0].0 / 100.0, wanted);
        }
        let comparison = format!("comparison: {{ kind: trend, baseline: {between}, result: {target} }}");
        let slope = chart(&format!("{fields}, {comparison}"));
        let height = slope.split("viewBox=\"0 0 100 ").nth(1).unwrap().split('"').next().unwrap();
        let height: f64 = height.parse().unwrap();
        for (class, index, wanted) in
            [("dot ring", 0, before), ("dot", 0, after), ("dot other", 0, between), ("dot other", 1, target)]
        {
            let y = places(&slope, class)[index].1;
            near(&slope, 1.0 - (y - 10.0) / (height - 20.0), wanted);
        }
        let line = chart(&format!("{fields}, series: [{{ value: {between}, date: 2024-05 }}]"));
        // Its axis is between the two lines of the grid; it is printed beside them, or below.
        let grid: Vec<f64> = line
            .split("class=\"grid\" d=\"M0 ")
            .nth(1)
            .unwrap()
            .split("H100M0 ")
            .take(2)
            .map(|it| it.split('H').next().unwrap().parse().unwrap())
            .collect();
        let drawn = places(&line, "dot");
        let span = |index: usize| (grid[0] - drawn[index].1) / (grid[0] - grid[1]);
        if line.contains("Scale from") {
            for (index, wanted) in [before, between, after].into_iter().enumerate() {
                near(&line, span(index), wanted);
            }
        }
    }
}

#[test]
fn charts_have_their_words_in_their_text_alternative_and_no_styles() {
    let html = page(&format!("{}, {COMPARISON}", percent(52.0, 65.0, 63.0)));
    assert!(
        html.contains("role=\"img\" aria-label=\"M: before 52%, after 63%, target 65%, Others: 53% to 54%\""),
        "{html}"
    );
    let line = chart(&format!("{}, {SERIES}", percent(52.0, 65.0, 63.0)));
    let words = "M, over time: 52% in May 2023, 55% in January 2024, 58% in September 2024, 63% in May 2025, target 65%";
    assert!(line.contains(words), "{line}");
    assert!(!html.contains("style=") && !line.contains("style="));
}

#[test]
fn the_facts_of_a_line_are_not_told_twice() {
    let measure = |value: u32, date: &str, n: u32| format!("{{ value: {value}, date: {date}, n: {n} }}");
    let fields = format!(
        "unit: percent, direction: increase, baseline: {}, series: [{}], result: {}",
        measure(52, "2023-05", 408),
        measure(57, "2024-05", 390),
        measure(63, "2025-05", 415)
    );
    let line = figure(&fields);
    assert!(line.contains("<p>3 times, May 2023 to May 2025, n = 390 to 415</p>"), "{line}");
    assert!(!line.contains("<table"), "{line}");
    assert_eq!(line.matches("57%").count(), 2, "the label and the text alternative: {line}");
    // Without dates there is no line, so that the facts list what was between.
    let undated = figure(&fields.replace("date: 2024-05, ", ""));
    assert!(undated.contains("<p>57%, <span class=\"together\">n = 390</span></p>"), "{undated}");
}

#[test]
fn a_small_group_says_how_much_one_of_them_moves_a_percentage() {
    let fields = |unit: &str, n: u32| {
        format!(
            "unit: {unit}, direction: increase, baseline: {{ value: 40, n: {n} }}, result: {{ value: 60, n: 200 }}"
        )
    };
    let words = "moves this figure by up to";
    let small = figure(&fields("percent", 40));
    assert!(
        small.contains("With 40 counted, a single one moves this figure by up to 2.5 percentage points."),
        "{small}"
    );
    assert!(!figure(&fields("percent", 101)).contains(words));
    assert!(!figure(&fields("count", 40)).contains(words), "only a percentage is a share of those counted");
}
