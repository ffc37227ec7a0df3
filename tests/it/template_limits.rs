//! Templates that would take too long or too much memory are told at their place, and all others work as the engine does.

use super::support::{Built, Site, with_study};

const STUDY: &str = "case-studies/a/index.html";

/// A site whose case study has this template.
fn with_template(template: &str) -> Site {
    with_study(&format!("--- themes/commons/templates/study.html\n{template}\n"))
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
        (silent, "[b for b in l if false]", "take more than 10 million steps"),
        (too_many, "range(", "`range` gives at most 100,000 numbers"),
        (&double, "{% set x = x ~ x", "a text of more than 4 MB"),
        (&replaced, "replace(", "a text of more than 4 MB"),
        (safe, "{% for i in range(end=100000)", "writes more than 64 MB"),
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
        let report = with_study(&template).build().report();
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
    let fault = faults_of(&with_study(&files).build());
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
    let fault = faults_of(&with_study(&files).build());
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
    let built = with_study(
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
        "{}{{% set l = [] %}}{{% for i in range(end=100) %}}{{% set_global l = [...l, x ~ i] %}}{{% endfor %}}",
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

/// A text of 2 MB, and another one that is equal to it.
fn long_texts() -> String {
    format!("{}{{% set y = x ~ \"\" %}}\n", doubled("x", 17))
}

#[test]
fn operators_that_read_long_texts_are_counted() {
    for expression in [
        "x ~ y == \"\"",
        "x == y",
        "x < y",
        "x != y",
        "\"y\" in x",
        "x not in [y]",
        "x is containing(pat=\"y\")",
        "x is starting_with(pat=y)",
        "x is ending_with(pat=y)",
        "x[1:]",
        "[x][0:1][0][1:]",
        "x | safe",
        "[x[:9][0:2] for c in [1]]",
        "\"reading-time\" | t(minutes=x)",
    ] {
        let template = format!(
            "{}{{% for i in range(end=1000) %}}{{% if {expression} %}}{{% endif %}}{{% endfor %}}",
            long_texts()
        );
        let fault = fault(&template);
        assert!(fault.contains("take more than 10 million steps"), "{expression}: {fault}");
        assert!(fault.contains("themes/commons/templates/study.html"), "{expression}: {fault}");
    }
}

#[test]
fn a_chain_of_operators_makes_no_text_that_is_too_long() {
    let chain = vec!["x"; 60].join(" ~ ");
    let chain_fault = fault(&format!("{}{{{{ {chain} | length }}}}", long_texts()));
    assert!(chain_fault.contains("take more than 10 million steps"), "{chain_fault}");
    let parts_fault = fault(&format!("{}{{% if (x ~ x ~ x) ~ x %}}{{% endif %}}", long_texts()));
    assert!(parts_fault.contains("a text of more than 4 MB"), "{parts_fault}");
}

#[test]
fn long_lists_that_operators_read_are_counted() {
    let list = "{% set l = range(end=100000) %}\n";
    for expression in
        ["l == l", "\"x\" in l", "l is containing(pat=\"x\")", "l[1:]", "[...l, 1]", "l[2:][0:2][0]"]
    {
        let template = format!(
            "{list}{{% for i in range(end=1000) %}}{{% if {expression} %}}{{% endif %}}{{% endfor %}}"
        );
        let fault = fault(&template);
        assert!(fault.contains("take more than 10 million steps"), "{expression}: {fault}");
    }
    let printed = vec!["l"; 90].join(", ");
    let fault = fault(&format!("{list}{{{{ [{printed}] }}}}"));
    assert!(fault.contains("more than 1 million values"), "{fault}");
}

#[test]
fn loops_that_end_at_once_are_counted() {
    let inner = "{% for c in x %}{% break %}{% endfor %}";
    let fault = fault(&format!("{}{{% for i in range(end=1000) %}}{inner}{{% endfor %}}", long_texts()));
    assert!(fault.contains("take more than 10 million steps"), "{fault}");
}

#[test]
fn what_a_loop_an_include_or_a_component_repeats_is_counted_by_its_length() {
    let long = "{% if a is defined %}{% endif %}".repeat(4000);
    let loops = |body: &str| format!("{{% for i in range(end=2000) %}}{body}{{% endfor %}}");
    let component = format!("{{% component c() %}}{long}{{% endcomponent c %}}{}", loops("{{ <c /> }}"));
    let include = loops("{% include \"partials/long.html\" %}");
    for template in [loops(&long), component, include] {
        let files = format!(
            "--- themes/commons/templates/study.html\n{template}\n--- themes/commons/templates/partials/long.html\n{long}\n"
        );
        let fault = faults_of(&with_study(&files).build());
        assert!(fault.contains("take more than 10 million steps"), "{}: {fault}", &template[..60]);
    }
}

#[test]
fn what_includes_and_components_write_into_memory_is_counted() {
    let print = "{% for i in range(end=100) %}{{ x }}{% endfor %}";
    let safe = "{% set x %}{% for i in range(end=40000) %}0123456789{% endfor %}{% endset %}";
    let component = |body: &str| format!("{{% component c(x) %}}{body}{{% endcomponent c %}}");
    let files = |template: &str, long: &str| {
        format!(
            "--- themes/commons/templates/study.html\n{template}\n--- themes/commons/templates/partials/a.html\n\
             {{% include \"partials/b.html\" %}}\n--- themes/commons/templates/partials/b.html\n{long}\n"
        )
    };
    let repeated = "x".repeat(100_000);
    let often = "{% for i in range(end=1000) %}{% include \"partials/a.html\" %}{% endfor %}";
    for (template, long) in [
        (format!("{safe}{{% set y %}}{{% include \"partials/a.html\" %}}{{% endset %}}"), print),
        (format!("{safe}{{% filter upper %}}{{% include \"partials/a.html\" %}}{{% endfilter %}}"), print),
        (format!("{safe}{}{{% set y %}}{{{{ <c x={{x}} /> }}}}{{% endset %}}", component(print)), ""),
        (format!("{safe}{}{{% set y = <c x={{x}} /> %}}", component(print)), ""),
        (format!("{safe}{}{{{{ <c x={{x}} /> | upper }}}}", component(print)), ""),
        (
            format!(
                "{safe}{}{{% set y = <c x={{x}} /> %}}",
                component("{% include \"partials/a.html\" %}{{ x }}{{ x }}".repeat(30).as_str())
            ),
            "",
        ),
        (format!("{{% set y %}}{often}{{% endset %}}"), repeated.as_str()),
    ] {
        let fault = faults_of(&with_study(&files(&template, long)).build());
        assert!(fault.contains("more than 16 MB into `set` and `filter` blocks"), "{template}: {fault}");
    }
    // What goes right into the page is not held.
    let fault =
        faults_of(&with_study(&files(&format!("{safe}{{% include \"partials/a.html\" %}}"), print)).build());
    assert_eq!(fault, "");
}

#[test]
fn what_operators_do_is_what_the_engine_does() {
    let built = with_template(
        "{% set l = [\"a\", \"bc\", {\"in\": \"d&\"}] %}{% set n = none %}\
         [{{ l[1] ~ 1.5 ~ true ~ l[0:1] }}][{{ l[:2][1][1:] }}][{{ l[1:][1].in | safe }}][{{ l[2].in ~ \"<\" }}]\
         [{{ n?[0:1] | default(value=\"n\") }}][{% for c in l[1] ~ \"é\" %}{{ c }},{% endfor %}][{{ [...l[0:1], -1 ** 2] }}]\
         [{{ \"b\" in l[1] and \"a\" not in l and l == l or l[0] < l[1] }}][{{ [c for c in l[1] if c == l[1][1:]] }}]\
         [{{ nothing == n }}][{{ \"12\" | int + 1 }}]",
    )
    .build();
    let page = built.text(STUDY);
    let wanted = "[bc1.5true[&quot;a&quot;]][c][d&][d&amp;&lt;][n][b,c,é,][[&quot;a&quot;, 1]][true][[&quot;c&quot;]][false][13]";
    assert!(page.contains(wanted), "{page}");
}

#[test]
fn an_operator_that_fails_is_told_at_its_place() {
    for (tag, wanted) in [
        ("{% for a in page.nothing %}{% endfor %}", "page.nothing"),
        ("{% if page < page.title %}{% endif %}", "page < page.title"),
        ("{{ \"x\" in page.title.more }}", "page.title.more"),
    ] {
        let fault = fault(tag);
        let range =
            fault.split_once("Range(").and_then(|(_, range)| range.split_once(')')).map(|(range, _)| range);
        let (start, end) = range.and_then(|range| range.split_once("..")).unwrap_or_default();
        assert_eq!(&tag[start.parse().unwrap()..end.parse().unwrap()], wanted, "{fault}");
    }
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
