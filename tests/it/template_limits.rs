//! Templates that would take too long or too much memory are told at their place, and all others work as the engine does.

use super::support::{Built, Site, site, study};

const STUDY: &str = "case-studies/a/index.html";

fn with(files: &str) -> Site {
    site(&format!("{files}--- content/case-studies/a.md\n{}", study("Words of the body.")))
}

/// A site whose case study has this template.
fn with_template(template: &str) -> Site {
    with(&format!("--- themes/commons/templates/study.html\n{template}\n"))
}

/// What keeps the case study from being made; empty if it is made.
fn faults_of(built: &Built) -> String {
    let Err(fault) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| built.text(STUDY))) else {
        return String::new();
    };
    fault.downcast_ref::<String>().cloned().unwrap_or_default()
}

fn fault(template: &str) -> String {
    faults_of(&with_template(template).build())
}

/// Sets `x` to a text of 16 characters, doubled this many times.
fn doubled(text: &str, times: usize) -> String {
    format!("{{% set x = \"{}\" %}}{}", text.repeat(16), "{% set x = x ~ x %}".repeat(times))
}

#[test]
fn a_template_that_does_not_end_is_told_with_its_place() {
    let nested =
        "{% for a in range(end=100000) %}\n{% for b in range(end=100000) %}x{% endfor %}{% endfor %}";
    let silent =
        "\n{% set l = range(end=100000) %}{% for a in l %}{% set x = [b for b in l if false] %}{% endfor %}";
    let double = format!("{{% set x = \"0123456789abcdef\" %}}\n{}", "{% set x = x ~ x %}".repeat(60));
    let replaced = format!(
        "{{% set x = \"{0}\" %}}\n{{{{ x | replace(from=\"a\", to=x) | replace(from=\"a\", to=x) }}}}",
        "a".repeat(2000)
    );
    let safe = "{% set x %}{% for i in range(end=40000) %}0123456789{% endfor %}{% endset %}\n\
        {% for i in range(end=100000) %}{{ x | safe }}{% endfor %}";
    let endless = "{% component c() %}{% for i in range(end=9) %}{{ <c /> }}{% endfor %}{% endcomponent c %}{{ <c /> }}";
    let too_many = "\n{% for i in range(end=100000000) %}{% endfor %}";
    let text = format!("{{% set x = \"{}\" %}}\n", "a\\n".repeat(5000));
    let joined =
        "\n{{ range(end=100000) | join(sep=\"0123456789012345678901234567890123456789012\") | length }}";
    let indented = format!("{text}{{{{ x | indent(width=1000) | length }}}}");
    let split = "{% set x %}{% for i in range(end=100000) %}ab{% endfor %}{% endset %}\n{{ x | split(pat=\"\") | length }}";
    let unique = "\n{{ range(end=100000) | unique | length }}";
    let upper = format!(
        "{text}{{% for i in range(end=100000) %}}{{% if x | upper == \"\" %}}{{% endif %}}{{% endfor %}}"
    );
    let spread = format!("{{% set x = [1, 2] %}}\n{}", "{% set x = [...x, ...x] %}".repeat(40));
    let nested_list = format!("{{% set x = [1, 2] %}}\n{}{{{{ x }}}}", "{% set x = [x, x] %}".repeat(60));
    let given = "{% component c(l, n) %}{% if n > 0 %}{{ <c l={[l, l, l, l]} n={n - 1} /> }}{% else %}{{ l }}{% endif %}\
        {% endcomponent c %}{{ <c l={[1]} n={15} /> }}";
    let captured_safe = "{% set x %}{% for i in range(end=40000) %}0123456789{% endfor %}{% endset %}\n\
        {% set y %}{% for i in range(end=100000) %}{{ x | safe }}{% endfor %}{% endset %}";
    let captured_text = format!(
        "{{% filter upper %}}{{% for i in range(end=100000) %}}{{% for j in range(end=90) %}}{}{{% endfor %}}{{% endfor %}}{{% endfilter %}}",
        "x".repeat(1000)
    );
    for (template, tag, wanted) in [
        (nested, "range(", "take more than 10 million steps"),
        (silent, "{% set x = [b for", "take more than 10 million steps"),
        (too_many, "range(", "`range` gives at most 100,000 numbers"),
        (&double, "{% set x = x ~ x", "a text of more than 4 MB"),
        (&replaced, "replace(", "a text of more than 4 MB"),
        (safe, "{% for i in range(end=100000)", "writes more than 256 MB"),
        (joined, "join(", "a text of more than 4 MB"),
        (&indented, "indent(", "a text of more than 4 MB"),
        (split, "split(", "a list of more than 100,000 values"),
        (unique, "unique", "take more than 10 million steps"),
        (&upper, "", "take more than 10 million steps"),
        (&spread, "{% set x = [...x", "more than 1 million values"),
        (&nested_list, "{% set x = [x", "more than 1 million values"),
        (given, "", "more than 1 million values"),
        (captured_safe, "", "more than 16 MB into `set` and `filter` blocks"),
        (&captured_text, "{% for", "more than 16 MB into `set` and `filter` blocks"),
        // The engine ends this one, and doesn't say where.
        (endless, "", "recursion depth"),
    ] {
        let fault = fault(template);
        assert!(
            fault.contains(wanted) && fault.contains("themes/commons/templates/study.html"),
            "{wanted}: {fault}"
        );
        let start = fault.split_once("Range(").and_then(|(_, range)| range.split_once(".."));
        let start = start.map_or(0, |(start, _)| start.parse().unwrap());
        assert!(tag.is_empty() || template[start..].starts_with(tag), "{tag}: {}", &template[start..]);
    }
}

#[test]
fn a_template_of_1_mb_whose_tags_stand_in_one_another_is_told() {
    let open = "{% for a in [1] %}".repeat(55_000);
    let closed = format!("{}x{}", "{% for a in [1] %}".repeat(35_000), "{% endfor %}".repeat(35_000));
    let long = format!("{{% if 1{} %}}{{% endif %}}", " + 1".repeat(250_000));
    for (code, message, help) in [
        (&open, "too many tags are inside one another", "`include`"),
        (&closed, "too many tags are inside one another", "`include`"),
        (&long, "this expression is too long", "`set`"),
    ] {
        let template =
            format!("--- themes/commons/templates/study.html\n{{% filter upper %}}{code}{{% endfilter %}}\n");
        let report = with(&template).build().report();
        for words in ["THM-03 themes/commons/templates/study.html", message, help] {
            assert!(report.contains(words), "{words}: {report}");
        }
    }
}

#[test]
fn a_chain_of_includes_that_multiplies_is_told() {
    let mut files =
        String::from("--- themes/commons/templates/study.html\n{% include \"partials/m0.html\" %}\n");
    for number in 0..30 {
        // The engine needs no blank after a keyword.
        let next = format!("{{% include\"partials/m{}.html\" %}}", number + 1);
        files += &format!("--- themes/commons/templates/partials/m{number}.html\n{next}{next}\n");
    }
    files += "--- themes/commons/templates/partials/m30.html\nx\n";
    let fault = faults_of(&with(&files).build());
    assert!(fault.contains("take more than 10 million steps"), "{fault}");
}

#[test]
fn blocks_repeated_by_super_are_counted() {
    let mut files = String::from(
        "--- themes/commons/templates/study.html\n{% extends \"m0.html\" %}{% block m %}{{ super() }}{% endblock m %}\n",
    );
    for number in 0..30 {
        files += &format!(
            "--- themes/commons/templates/m{number}.html\n{{% extends \"m{}.html\" %}}{{% block m %}}{{{{ super() }}}}{{{{ super() }}}}{{% endblock m %}}\n",
            number + 1
        );
    }
    files += "--- themes/commons/templates/m30.html\n{% block m %}x{% endblock m %}\n";
    let fault = faults_of(&with(&files).build());
    assert!(fault.contains("more than 16 MB into `set` and `filter` blocks"), "{fault}");
}

#[test]
fn what_is_written_into_memory_is_counted() {
    let text = "{% set supertext %}{% for i in range(end=40000) %}0123456789{% endfor %}{% endset %}\n";
    let often = |printed: &str| format!("{{% for i in range(end=2000) %}}{{{{ {printed} }}}}{{% endfor %}}");
    let component = "{% component c() %}{{ body }}{% endcomponent c %}";
    for template in [
        format!("{text}{{% set y %}}{}{{% endset %}}", often("supertext | safe")),
        format!("{text}{{% set y %}}{}{{% endset %}}", often("supertext")),
        format!("{component}{text}{{% <c> %}}{}{{% </c> %}}", often("supertext | safe")),
        format!("{{% set l = range(end=10000) %}}{{% set y %}}{}{{% endset %}}", often("l")),
        format!("{{% set l = range(end=10000) %}}{{% set y %}}{}{{% endset %}}", often("[l, l]")),
    ] {
        let fault = fault(&template);
        assert!(fault.contains("more than 16 MB into `set` and `filter` blocks"), "{template}: {fault}");
    }
}

#[test]
fn what_is_held_in_memory_is_written_as_it_was() {
    let built = with(
        "--- themes/commons/templates/study.html\n{% extends \"m.html\" %}{% component c() %}({{ body }}){% endcomponent c %}\
         {% block m %}[{{ super() }}]{% set x = {\"a\": [1, \"<b>\"]} %}{% set y %} {{- x.a -}} {{ x.a | join }}{% endset %}{{ y }}\
         {% <c> %}{{ super() | upper }}{{ 1.5 }}{% </c> %}{% endblock m %}\n\
         --- themes/commons/templates/m.html\n<p>{% block m %}<i>it's {{ 1 == 1 }}</i>{% endblock m %}</p>\n",
    )
    .build();
    let page = built.text(STUDY);
    let wanted = "<p>[<i>it's true</i>][1, &quot;&lt;b&gt;&quot;]1&lt;b&gt;(<I>IT'S TRUE</I>1.5)</p>";
    assert!(page.contains(wanted), "{page}");
}

#[test]
fn lists_deep_inside_one_another_are_told() {
    let deep = |times: usize| {
        format!(
            "{{% set a = [] %}}\n{{% for i in range(end={times}) %}}{{% set_global a = [a] %}}{{% endfor %}}{{{{ a | str | length }}}}"
        )
    };
    let fault_of_deep = fault(&deep(2000));
    assert!(
        fault_of_deep.contains("lists within lists more than 64 deep")
            && fault_of_deep.contains("study.html"),
        "{fault_of_deep}"
    );
    assert_eq!(fault(&deep(63)), "");
}

#[test]
fn long_values_that_are_compared_are_counted() {
    let texts = format!(
        "{}{{% set l = [] %}}{{% for i in range(end=300) %}}{{% set_global l = [...l, x ~ i] %}}{{% endfor %}}",
        doubled("x", 12)
    );
    let lists = format!("{{% set b = range(end=10000) %}}{{% set l = [{}] %}}", vec!["b"; 90].join(", "));
    for template in [
        format!("{texts}{{{{ l | unique | length }}}}"),
        format!("{texts}{{{{ [...l, ...l, ...l, ...l] | sort | length }}}}"),
        format!("{lists}{{{{ l | unique | length }}}}{{{{ [...l, ...l] | sort | length }}}}"),
    ] {
        let fault = fault(&template);
        assert!(fault.contains("take more than 10 million steps"), "{template}: {fault}");
    }
    let titles = "{% set l = [] %}{% for i in range(end=500) %}{% set_global l = [...l, \"Reading in grade \" ~ i] %}{% endfor %}";
    assert_eq!(fault(&format!("{titles}{{{{ l | unique | sort | length }}}}")), "");
}

#[test]
fn filters_make_no_text_that_is_too_long() {
    for (character, filter) in [
        ("&", "escape"),
        ("&", "escape_html"),
        ("&", "escape_xml"),
        ("\\n", "newlines_to_br"),
        ("\u{390}", "upper"),
    ] {
        let fault = fault(&format!("{}\n{{{{ x | {filter} | length }}}}", doubled(character, 17)));
        assert!(fault.contains("a text of more than 4 MB"), "{filter}: {fault}");
    }
}

#[test]
fn a_field_that_does_not_exist_is_told_in_the_same_words_in_every_block() {
    for template in [
        "{{ page.titel }}",
        "{% set y %}{{ page.titel }}{% endset %}",
        "{% filter upper %}{{- page.titel -}}{% endfilter %}",
    ] {
        let fault = fault(template);
        assert!(fault.contains("titel") && fault.contains("did you mean `title`"), "{template}: {fault}");
        assert!(!fault.contains("undefined"), "{fault}");
    }
}
