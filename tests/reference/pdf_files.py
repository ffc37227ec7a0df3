"""Makes PDF files in different ways, for the tests in tests/it/pdf_text.rs: make.py FOLDER

LibreOffice and Chromium print pages in several languages and layouts; qpdf stores some of them in other ways.
"""

import os
import subprocess
import sys

TEXTS = {
    "en": "The school's attendance project began in September with the office team. Every efficient affiliate filled the "
    "first official file; the difficult offline workflow was refined. “Early” and ‘late’ results — 12.5 % better.",
    "de": "Die Schülerzahl stieg größtenteils überdurchschnittlich; Frau Müller führte die Pausenaufsicht für alle ein.",
    "fr": "L’équipe a réorganisé l’accueil des élèves à Noël; cœur, sœur, naïf, garçon, déjà vu, l’hôpital.",
    "es": "El año pasado, la señora Núñez organizó la función en el colegio, según la evaluación.",
    "pl": "Zażółć gęślą jaźń; nauczycielka Małgorzata Wiśniewska prowadziła świetlicę przez cały rok.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy; ředitelka Šárka Dvořáková řídila školu.",
    "ru": "Директор школы Иванова начала новый проект с командой учителей в сентябре прошлого года.",
    "el": "Η διευθύντρια του σχολείου ξεκίνησε ένα νέο έργο με την ομάδα των καθηγητών.",
    "tr": "Öğretmenler İstanbul’da ıssız bir okulda çalıştı; Çağrı Şahin ve Işıl Güneş geldi.",
    "vi": "Trường học bắt đầu dự án mới với Nguyễn Thị Hương và đội ngũ giáo viên.",
    "he": "מנהלת בית הספר התחילה פרויקט חדש עם צוות המורים",
    "ar": "بدأت مديرة المدرسة مشروعا جديدا مع فريق المعلمين",
}
STYLES = [
    "font-family: serif",
    "columns: 2; text-align: justify; font-family: sans-serif",
    "letter-spacing: .05em; font-family: monospace",
    "font-variant: small-caps",
    "word-spacing: .3em; text-indent: 2em; font-family: sans-serif",
]


def page(language, number):
    text = TEXTS[language]
    direction = "rtl" if language in ("ar", "he") else "ltr"
    words = text.split()
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in zip(words[::2], words[1::2]))
    return f"""<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title>Report</title>
<body style="{STYLES[number % len(STYLES)]}"><h1>{text[:30]}</h1><p>{text}</p><p><b>{text}</b> <i>{text}</i></p>
<ul><li>{text[:40]}</li></ul><table border="1">{cells}</table>
<p style="transform: rotate(90deg); width: 10em">Turned text here</p><p style="color: white">Invisible words</p></html>"""


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def main(folder):
    os.makedirs(folder, exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "chromium")
    documents = []
    for number, language in enumerate(TEXTS):
        path = write(f"{folder}/web-{language}.html", page(language, number))
        run(chromium, "--headless", "--no-sandbox", f"--print-to-pdf={folder}/web-{language}.pdf", path)
        documents.append(write(f"{folder}/writer-{language}.html", page(language, number + 1)))
        documents.append(write(f"{folder}/text-{language}.txt", TEXTS[language]))
        documents.append(write(f"{folder}/calc-{language}.csv", TEXTS[language].replace(" ", ",")))
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, *documents)
    for name, option in [("linear", "--linearize"), ("streams", "--object-streams=generate"), ("plain", "--qdf")]:
        for source in ["web-en", "text-de", "calc-vi"]:
            run("qpdf", option, f"{folder}/{source}.pdf", f"{folder}/{name}-{source}.pdf")


main(sys.argv[1])
