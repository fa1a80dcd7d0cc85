// wink-nlp and compromise. Arguments: INPUT OUTPUT SYSTEM MODE HOME, where HOME holds node_modules.
//
// wink-nlp has UPOS and lemmas, and of entities dates, sums and the like, no names; its lemmas are in lower case, so a proper
// noun's is taken from the text. compromise has tags of its own (mapped below, roughly), no lemma for most words, and people, places and
// organisations; it leaves punctuation outside its terms, which is put back here as tokens.
const fs = require("fs");
const { createRequire } = require("module");
const { performance } = require("perf_hooks");
const [given, output, system, mode, home] = process.argv.slice(2);
const inside = createRequire(home + "/");
const rows = fs.readFileSync(given, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

function wink() {
  const nlp = inside("wink-nlp")(inside("wink-eng-lite-web-model"));
  const its = nlp.its;
  return (row) => {
    const doc = nlp.readDoc(row.text);
    const sentences = [];
    doc.sentences().each((s) => {
      const tokens = [];
      s.tokens().each((t) => {
        const form = t.out();
        if (!form.trim()) return;
        const pos = t.out(its.pos);
        tokens.push([form, [[form, pos === "PROPN" ? form : t.out(its.lemma), pos]]]);
      });
      if (tokens.length) sentences.push(tokens);
    });
    return { id: row.id, sentences };
  };
}

const UPOS = [["ProperNoun", "PROPN"], ["Pronoun", "PRON"], ["Possessive", "NOUN"], ["Copula", "AUX"], ["Auxiliary", "AUX"],
  ["Modal", "AUX"], ["Negative", "PART"], ["Verb", "VERB"], ["Value", "NUM"], ["NumericValue", "NUM"], ["Noun", "NOUN"],
  ["Adjective", "ADJ"], ["Adverb", "ADV"], ["Determiner", "DET"], ["Preposition", "ADP"], ["Conjunction", "CCONJ"],
  ["QuestionWord", "PRON"], ["Expression", "INTJ"], ["Date", "NOUN"], ["There", "PRON"]];
const SUBORDINATE = new Set(["if", "because", "although", "though", "while", "since", "whether", "that", "unless", "as"]);
function upos(term) {
  if (term.tags.includes("Conjunction") && SUBORDINATE.has(term.normal)) return "SCONJ";
  const found = UPOS.find(([tag]) => term.tags.includes(tag));
  return found ? found[1] : "X";
}
const marks = (text) => (text.match(/\.+|-+|[^\s]/gu) || []).map((c) => [c, [[c, c, "PUNCT"]]]);

function compromise() {
  const nlp = inside("compromise");
  return (row) => {
    const doc = nlp(row.text);
    if (mode === "ner") return { id: row.id, entities: entities(doc, row.text) };
    const sentences = [];
    for (const s of doc.json({ offset: false, terms: true })) {
      const tokens = [];
      for (const term of s.terms) {
        tokens.push(...marks(term.pre));
        const word = [term.implicit || term.text, term.implicit || term.normal, upos(term)];
        if (term.text) tokens.push([term.text, [word]]);
        else if (term.implicit && tokens.length) tokens[tokens.length - 1][1].push(word);
        tokens.push(...marks(term.post));
      }
      if (tokens.length) sentences.push(tokens.map(spelled));
    }
    return { id: row.id, sentences };
  };
}

// 'can not' for "can't" back to the words that UD has: "ca" and "n't".
function spelled([form, words]) {
  const parts = /^(.+?)(n['’]t|['’]\p{L}+)$/iu.exec(form);
  if (words.length !== 2 || !parts) return [form, words];
  return [form, words.map(([, lemma, pos], n) => [parts[n + 1], lemma, pos])];
}

function entities(doc, text) {
  const found = [];
  for (const [kind, view] of [["PER", doc.people()], ["LOC", doc.places()], ["ORG", doc.organizations()]]) {
    for (const e of view.json({ offset: true, terms: false })) {
      let [start, end] = [e.offset.start, e.offset.start + e.offset.length];
      const edge = /[\p{L}\p{N}]/u;
      while (start < end && !edge.test(text[start])) start += 1;
      while (end > start && !edge.test(text[end - 1])) end -= 1;
      // A title is no part of a name in UNER.
      const title = e.person && e.person.honorific;
      if (title && text.slice(start, end).toLowerCase().startsWith(title.toLowerCase() + " ")) start += title.length + 1;
      if (/['’]s$/.test(text.slice(start, end))) end -= 2;
      // Code points, as everything else.
      const at = (n) => [...text.slice(0, n)].length;
      if (start < end) found.push([at(start), at(end), kind]);
    }
  }
  return found;
}

const start = performance.now();
const read = system === "wink" ? wink() : compromise();
read({ id: "", text: "A first sentence, so that all is loaded." });
const loaded = performance.now();
const found = rows.map(read);
const done = performance.now();
fs.writeFileSync(output, found.map((row) => JSON.stringify(row) + "\n").join(""));
const packages = system === "wink" ? ["wink-nlp", "wink-eng-lite-web-model"] : ["compromise"];
const version = (p) => JSON.parse(fs.readFileSync(`${home}/node_modules/${p}/package.json`, "utf8")).version;
const versions = Object.fromEntries(packages.map((p) => [p, version(p)]));
versions.node = process.versions.node;
fs.writeFileSync(output + ".told", JSON.stringify({ load_s: (loaded - start) / 1000, read_s: (done - loaded) / 1000, versions }));
