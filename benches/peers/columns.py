"""What language.py needs of the files' formats: sentences in columns put together as text, and what a peer said as CoNLL-U.

The text is put together as `rapporteur-eval predict ner` does it (crates/eval/src/tasks/ner.rs): spaces where English has
them, five sentences to a paragraph, so that all systems read the same words.
"""

BEFORE = {",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "n't", "'m", "'re", "'ve", "'d", "'ll", "’s", "n’t", "…", "''"}
AFTER = {"(", "[", "{", "$", "£", "€"}


def sentences(path):
    """Lists of forms."""
    out = [[]]
    for line in path.read_text(encoding="utf-8").split("\n"):
        form = line.split("\t")[0]
        if form and form != "-DOCSTART-":
            out[-1].append(form)
        elif out[-1]:
            out.append([])
    return [s for s in out if s]


def joined(forms):
    text, spans, glue, quoted = "", [], True, False
    for form in forms:
        mark = form in ('"', "''")
        closes = mark and quoted
        if not glue and not closes and form not in BEFORE:
            text += " "
        spans.append((len(text), len(text) + len(form)))
        text += form
        glue = form in AFTER
        if mark or form == "``":
            quoted = not closes
            glue = quoted
    return text, spans


def paragraphs(all_sentences, size=5):
    """[(text, [spans of a sentence's tokens])]"""
    out = []
    for at in range(0, len(all_sentences), size):
        text, spans = "", []
        for forms in all_sentences[at:at + size]:
            text += " " if text else ""
            words, places = joined(forms)
            spans.append([(a + len(text), b + len(text)) for a, b in places])
            text += words
        out.append((text, spans))
    return out


def tagged(text, spans, entities):
    """Columns again: a token belongs to the entity that covers more than half of it."""
    entities = sorted(entities)
    lines = []
    for sentence in spans:
        inside = None
        for start, end in sentence:
            at = next((n for n, (a, b, _) in enumerate(entities) if 2 * (min(b, end) - max(a, start)) > end - start), None)
            tag = "O" if at is None else f"{'I' if at == inside else 'B'}-{entities[at][2]}"
            inside = at
            lines.append(f"{text[start:end]}\t{tag}")
        lines.append("")
    return lines


def conllu(rows):
    """What a peer said of paragraphs, without trees: each word hangs from its sentence's first."""
    lines = []
    for row in rows:
        for sentence in row["sentences"]:
            number = 0
            for form, words in sentence:
                form = "".join(form.split())
                if len(words) > 1:
                    lines.append(f"{number + 1}-{number + len(words)}\t{form}" + "\t_" * 8)
                for word, lemma, upos in words:
                    number += 1
                    word = form if len(words) == 1 else "".join(word.split()) or "_"
                    lemma = "_" if lemma is None else ("".join(lemma.split()) or "_")
                    head, relation = (0, "root") if number == 1 else (1, "dep")
                    lines.append(f"{number}\t{word}\t{lemma}\t{upos or 'X'}\t_\t_\t{head}\t{relation}\t_\t_")
            lines.append("")
    return "\n".join(lines) + "\n"


def repaired(row, text):
    """The row, or words between blanks where what it says does not spell the text (a scorer must not see other letters)."""
    said = "".join("".join(form.split()) for s in row["sentences"] for form, _ in s)
    if said == "".join(text.split()):
        return row, False
    return {"id": row["id"], "sentences": [[[w, [[w, w, "X"]]] for w in text.split()]]}, True
