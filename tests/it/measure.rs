//! Figures: what they are counted in, how they changed, whether the aim was reached.

use leadfolio::model::outcome::Outcome;
use leadfolio::model::units::{TargetStatus, Unit, format_number};

use super::support::{Built, site, study};

/// A case study with one measured outcome of these fields.
fn built(fields: &str) -> Built {
    let outcome = format!("outcomes: [{{ id: o, kind: quantitative, metric: M, {fields} }}]\nstart:");
    site("").file("content/case-studies/a.md", study("Text.").replace("start:", &outcome)).build().fine()
}

fn outcome(fields: &str) -> Outcome {
    built(fields).study("a").outcomes[0].clone()
}

/// How the page of the case study words the change of its outcome.
fn change(fields: &str) -> Option<String> {
    let page = built(fields).text("case-studies/a/index.html");
    let (_, rest) = page.split_once("</b><br>")?;
    rest.split_once("</span>").map(|(words, _)| words.to_owned())
}

#[test]
fn every_word_is_a_unit() {
    let table = [
        ("percent", Unit::Percent),
        ("%", Unit::Percent),
        ("count", Unit::Count),
        ("points", Unit::Points),
        ("rate", Unit::Rate),
        ("hours", Unit::Hours),
        ("minutes", Unit::Minutes),
        ("currency:USD", Unit::Currency("USD".into())),
        ("episodes", Unit::Other("episodes".into())),
    ];
    for (word, unit) in table {
        assert_eq!(Unit::parse(word), unit);
    }
}

#[test]
fn a_figure_carries_its_unit_in_words() {
    let table = [
        ("percent", 52.0, "52%"),
        ("count", 1500.0, "1,500"),
        ("rate", 0.25, "0.25"),
        ("points", 1.0, "1 point"),
        ("points", -1.0, "−1 point"),
        ("points", 1.5, "1.5 points"),
        ("hours", 1.0, "1 hour"),
        ("hours", 2.0, "2 hours"),
        ("minutes", 0.0, "0 minutes"),
        ("currency:USD", 1500.0, "1,500 USD"),
        ("episodes", 27.0, "27 episodes"),
    ];
    for (unit, value, words) in table {
        assert_eq!(Unit::parse(unit).format(value), words, "{unit} {value}");
    }
}

#[test]
fn numbers_are_grouped_rounded_and_free_of_noise() {
    let table = [
        (0.0, "0"),
        (-0.0, "0"),
        (-0.0004, "0"),
        (999.0, "999"),
        (1000.0, "1,000"),
        (1_234_567.891, "1,234,567.891"),
        (0.1 + 0.2, "0.3"),
        (2.5, "2.5"),
        (1.2346, "1.235"),
        (-1234.5, "−1,234.5"),
        (1e15, "1,000,000,000,000,000"),
    ];
    for (value, words) in table {
        assert_eq!(format_number(value), words);
    }
}

#[test]
fn a_change_is_computed_and_percentages_change_by_points() {
    let table = [
        ("percent", 52.0, 63.0, "Up 11 percentage points from 52%"),
        ("percent", 52.0, 53.0, "Up 1 percentage point from 52%"),
        ("percent", 63.0, 52.5, "Down 10.5 percentage points from 63%"),
        ("percent", 0.1, 0.3, "Up 0.2 percentage points from 0.1%"),
        ("count", 1500.0, 200.0, "Down 1,300 from 1,500"),
        ("hours", 3.0, 2.0, "Down 1 hour from 3 hours"),
        ("points", 3.0, 3.0, "No change from 3 points"),
        ("currency:USD", 0.0, 1200.0, "Up $1,200 from $0"),
        ("currency:USD", 1.1, 2.0, "Up $0.90 from $1.10"),
        ("currency:USD", 0.0, 0.125, "Up $0.125 from $0"),
        ("currency:CHF", 0.0, 5.0, "Up 5 CHF from 0 CHF"),
        ("rate", 1.0001, 1.0002, "No change from 1"),
    ];
    for (unit, before, after, words) in table {
        let fields = format!(
            "unit: \"{unit}\", direction: increase, baseline: {{ value: {before} }}, result: {{ value: {after} }}"
        );
        assert_eq!(change(&fields).as_deref(), Some(words), "{unit} {before} {after}");
    }
}

#[test]
fn a_change_needs_both_ends_and_takes_nobody_s_word() {
    assert_eq!(change("unit: count, direction: increase, result: { value: 3 }"), None);
    assert_eq!(change("unit: count, direction: increase, baseline: { value: 3 }"), None);
    let claimed = "unit: count, direction: increase, baseline: { value: 1 }, result: { value: 3 }, change: { value: 200, unit: percent }";
    assert_eq!(change(claimed).as_deref(), Some("Up 2 from 1"));
}

#[test]
fn an_aim_is_reached_on_its_own_side_in_every_direction() {
    use TargetStatus::{Met, Missed, Unknown};
    let table = [
        ("increase", Some(50.0), Some(65.0), Some(65.0), Met),
        ("increase", Some(50.0), Some(65.0), Some(66.0), Met),
        ("increase", Some(50.0), Some(65.0), Some(64.9), Missed),
        ("decrease", Some(20.0), Some(10.0), Some(10.0), Met),
        ("decrease", Some(20.0), Some(10.0), Some(9.0), Met),
        ("decrease", Some(20.0), Some(10.0), Some(10.1), Missed),
        ("decrease", Some(5.0), Some(-5.0), Some(-6.0), Met),
        ("maintain", Some(90.0), Some(85.0), Some(86.0), Met),
        ("maintain", Some(90.0), Some(85.0), Some(84.0), Missed),
        ("maintain", Some(80.0), Some(85.0), Some(84.0), Met),
        ("maintain", Some(80.0), Some(85.0), Some(86.0), Missed),
        ("maintain", Some(100.0), Some(100.0), Some(99.0), Met),
        ("maintain", Some(100.0), Some(100.0), Some(101.0), Met),
        ("maintain", Some(100.0), Some(100.0), Some(98.9), Missed),
        ("maintain", None, Some(100.0), Some(100.5), Met),
        ("maintain", None, Some(0.0), Some(0.0), Met),
        ("increase", Some(50.0), None, Some(65.0), Unknown),
        ("increase", Some(50.0), Some(65.0), None, Unknown),
    ];
    for (direction, before, target, result, reached) in table {
        let part = |name: &str, value: Option<f64>| {
            value.map(|it| format!(", {name}: {{ value: {it} }}")).unwrap_or_default()
        };
        let fields = format!(
            "unit: points, direction: {direction}{}{}{}",
            part("baseline", before),
            part("target", target),
            part("result", result)
        );
        assert_eq!(outcome(&fields).target_status(), reached, "{fields}");
    }
}

#[test]
fn a_result_fits_in_a_line_with_what_it_is_measured_against() {
    let line = |more: &str| outcome(&format!("unit: percent, direction: increase{more}")).summary_line();
    assert_eq!(
        line(", baseline: { value: 52 }, target: { value: 65 }, result: { value: 63 }").as_deref(),
        Some("63% against a target of 65%")
    );
    assert_eq!(line(", baseline: { value: 52 }, result: { value: 63 }").as_deref(), Some("63%, from 52%"));
    assert_eq!(line(", result: { value: 63 }").as_deref(), Some("63%"));
    assert_eq!(line(", target: { value: 65 }"), None);
}

#[test]
fn the_outcome_to_judge_by_is_the_one_that_the_author_named_or_the_only_measured_one() {
    let primary = |outcomes: &str| {
        let fields = format!("outcomes: [{outcomes}]\nstart:");
        let site = site("").file("content/case-studies/a.md", study("Text.").replace("start:", &fields));
        site.build().fine().study("a").primary_outcome().map(|it| it.id.clone())
    };
    let measured = |id: &str, more: &str| {
        format!("{{ id: {id}, kind: quantitative, metric: M, unit: count, direction: increase{more} }}")
    };
    let told = "{ id: q, kind: qualitative, statement: S }";
    assert_eq!(
        primary(&format!("{}, {}", measured("a", ""), measured("b", ", primary: true"))).as_deref(),
        Some("b")
    );
    assert_eq!(primary(&format!("{told}, {}", measured("a", ""))).as_deref(), Some("a"));
    assert_eq!(
        primary(&format!("{}, {}", measured("a", ""), measured("b", ""))),
        None,
        "nobody picks afterwards"
    );
    assert_eq!(primary(told), None);
}

#[test]
fn a_value_is_a_number_in_digits() {
    let bad = |value: &str| {
        let outcome = format!(
            "outcomes: [{{ id: o, kind: quantitative, metric: M, unit: count, direction: increase, result: {{ value: {value} }} }}]\nstart:"
        );
        site("").file("content/case-studies/a.md", study("Text.").replace("start:", &outcome)).build()
    };
    for value in [".inf", ".nan", "-.inf", "many", "\"63%\""] {
        let errors = bad(value).errors();
        assert!(
            errors.iter().any(|it| it.contains("content/case-studies/a.md:8:103 ")),
            "{value}: {errors:?}"
        );
    }
    bad("").fails("REQ-01 content/case-studies/a.md:8:96 `value` is missing");
}

#[test]
fn figures_that_cannot_be_are_refused() {
    let refused = |fields: &str| {
        let outcome = format!("outcomes: [{{ id: o, kind: quantitative, metric: M, {fields} }}]\nstart:");
        let page = study("Text.").replace("start:", &outcome);
        let built = site("").file("content/case-studies/a.md", page).build();
        built.errors().iter().any(|it| it.starts_with("OUT-12 content/case-studies/a.md:8:"))
    };
    for (unit, value, expected) in [
        ("percent", "101", true),
        ("percent", "-1", true),
        ("percent", "100", false),
        ("count", "-1", true),
        ("count", "0", false),
        ("points", "-12", false),
        ("points", "1e15", false),
        ("points", "2e15", true),
    ] {
        let fields = |name: &str| format!("unit: {unit}, direction: increase, {name}: {{ value: {value} }}");
        for name in ["baseline", "target", "result"] {
            assert_eq!(refused(&fields(name)), expected, "{name} {unit} {value}");
        }
    }
}

#[test]
fn the_verdict_does_not_contradict_the_primary_outcome() {
    let build = |verdict: &str, result: u32, primary: bool| {
        let outcome = format!(
            "verdict: {verdict}\noutcomes: [{{ id: o, kind: quantitative, metric: M, unit: points, direction: increase, primary: {primary}, target: {{ value: 20 }}, result: {{ value: {result} }} }}]\nstart:"
        );
        site("").file("content/case-studies/a.md", study("Text.").replace("start:", &outcome)).build()
    };
    build("met", 9, true).fails("OUT-13 content/case-studies/a.md:8:10 the verdict is `met`, but the primary outcome missed its target: 9 points against a target of 20 points");
    build("not_met", 20, true).fine().warns("OUT-13 content/case-studies/a.md:8:10 ");
    for (verdict, result, primary) in
        [("met", 20, true), ("partly_met", 9, true), ("not_met", 9, true), ("met", 9, false)]
    {
        let built = build(verdict, result, primary).fine();
        assert!(built.warnings().iter().all(|it| !it.starts_with("OUT-13")), "{verdict} {result}");
    }
}
