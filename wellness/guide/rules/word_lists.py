# ruff: noqa: E501 - one phrase a line, as long as it is
"""What the checker looks for, by language: regular expressions on folded text.

Written without accents and capitals; a space stands for any space or emphasis between two words.
A language is added by a list of its own; nothing else has to know.
"""

from wellness.guide.rules.advice import Harm

_SELF = r"(?:my|your|him|her|them|our)sel(?:f|ves)"
ENGLISH: dict[Harm, tuple[str, ...]] = {
    Harm.METHOD: (
        r"overdos(?:e|es|ed|ing)",
        rf"(?:hang|hangs|hanged|hanging|hung|shot|shoots?|shooting|drown|drowns|drowned|drowning) {_SELF}",
        rf"poison(?:s|ed|ing)? {_SELF}",
        r"(?:cut|cuts|cutting|slit|slits|slitting) (?:my|your|his|her|their|the) wrists?",
        r"jump(?:s|ed|ing)? (?:to (?:his|her|their) deaths?|in front of|off|from) (?:a|an|the) \w+",
        r"suicide notes?",
        r"suicide methods?",
        r"(?:method|means|way|ways) of suicide",
        r"lethal (?:dose|means|method|amount)s?",
        r"ways? to (?:die|kill)",
    ),
    Harm.PLACE: (
        r"suicide (?:spot|hotspot|hot spot|bridge|site|forest)s?",
        r"(?:notorious|well-known|popular) (?:spot|place|bridge) for suicides?",
    ),
    Harm.CRIME: (
        r"commit(?:s|ted|ting)? suicides?",
        r"guilty of suicide",
    ),
    Harm.OUTCOME: (
        r"(?:successful|unsuccessful|failed|botched|completed) (?:suicide attempt|suicide|attempt)s?",
        r"(?:succeeded|failed) (?:in|at) (?:killing|taking|suicide)",
        r"completed suicides?",
        r"suicide bids?",
    ),
    Harm.HOW_OFTEN: (
        r"(?:suicide|suicidal|depress(?:ion|ed)|anxiety)[^.\n]{0,80}?\d+(?:[.,]\d+)?\s*(?:%|percent|per cent)",
        r"\d+(?:[.,]\d+)?\s*(?:%|percent|per cent)[^.\n]{0,80}?(?:suicid(?:e|al)|depress(?:ion|ed)|anxiety)",
        r"(?:one|two|three|four|\d+) (?:in|out of) (?:two|three|four|five|six|ten|\d+)",
        r"every \w+ (?:seconds|minutes|hours|days) (?:someone|somebody|a person|a musician)",
        r"suicide (?:rate|statistic|figure)s?",
        r"leading cause of death",
    ),
    Harm.EPIDEMIC: (
        r"(?:suicide|mental health|overdose|depression) (?:epidemic|crisis|wave|tsunami|pandemic)s?",
        r"epidemics? of \w+",
        r"sky-?rocket(?:s|ed|ing)?",
        r"(?:spate|wave|cluster|string) of suicides",
    ),
    Harm.BLAME: (
        r"(?:selfish|cowardly|easy) way out",
        r"(?:selfish|cowardly) act",
        r"should have (?:known|seen|noticed|asked for help)",
        r"(?:your|their|his|her) own fault",
        r"attention(?:-| )seek(?:er|ers|ing)",
        r"cry for attention",
        r"just (?:pull|snap|get|toughen) \w+\s*(?:together|out of it|over it|up)",
        r"if (?:he|she|they|you) had only",
        r"to blame for",
    ),
    Harm.LABEL: (
        r"(?:junk(?:ie|y)|junkies|crackheads?|alcoholics?|addicts?|drunks?)",
        r"(?:psychos?|lunatics?|nutters?|mad(?:man|woman|men|women)|maniacs?|schizos?|schizophrenics?)",
        r"(?:the )?mentally ill",
        r"suffer(?:s|ed|ing)? from (?:depression|anxiety|mental)",
        r"(?:a|an) (?:depressive|bipolar|anorexic)",
        r"get clean|stay clean",
    ),
    Harm.PROMISE: (
        r"(?:everything|it|things) will (?:all )?be (?:fine|ok|okay|all right|alright)",
        r"(?:will|always) cures?",
        r"you will (?:never|always) feel",
        r"guarantee(?:d|s)? to (?:help|work|heal)",
    ),
}
SPANISH: dict[Harm, tuple[str, ...]] = {
    Harm.METHOD: (
        r"sobredosis",
        r"(?:ahorcarse|ahorcarte|se ahorco|se ahorca|ahorcad[oa])",
        r"cortar(?:se|te|me) las venas",
        r"(?:pegarse|se pego|pegarte) un tiro",
        r"(?:tirarse|tirarte|saltar|se tiro|salto) (?:de|desde|por|al) (?:un|una|el|la) \w+",
        r"(?:nota|carta) (?:suicida|de suicidio)",
        r"(?:metodo|metodos|forma|formas|manera|maneras) de (?:suicidio|suicidarse|morir)",
        r"dosis (?:letal|letales|mortal|mortales)",
    ),
    Harm.PLACE: (r"(?:puente|lugar|punto) (?:de los suicid(?:ios|as)|negro)",),
    Harm.CRIME: (
        r"(?:cometer|comete|cometio|cometido|cometiendo) (?:un )?suicidios?",
        r"culpable de (?:su )?suicidio",
    ),
    Harm.OUTCOME: (
        r"(?:suicidio|intento|intento de suicidio) (?:fallido|frustrado|exitoso|consumado|logrado)",
        r"(?:consumar|lograr|consiguio|logro) (?:el suicidio|suicidarse)",
    ),
    Harm.HOW_OFTEN: (
        r"(?:suicid\w+|depresi\w+|ansiedad)[^.\n]{0,80}?\d+(?:[.,]\d+)?\s*(?:%|por ciento)",
        r"\d+(?:[.,]\d+)?\s*(?:%|por ciento)[^.\n]{0,80}?(?:suicid\w+|depresi\w+|ansiedad)",
        r"(?:un[oa]?|dos|tres|\d+) de cada (?:dos|tres|cuatro|cinco|seis|diez|\d+)",
        r"(?:tasa|tasas|cifra|cifras|estadistica|estadisticas) de suicidios?",
        r"causa de muerte",
    ),
    Harm.EPIDEMIC: (
        r"(?:epidemia|pandemia|ola|oleada|crisis) de (?:suicidios?|salud mental|depresion|sobredosis)",
        r"se ha(?:n)? disparado",
    ),
    Harm.BLAME: (
        r"(?:salida|camino|via) (?:facil|cobarde|egoista)",
        r"acto (?:egoista|cobarde)",
        r"(?:deberia|deberias|debio|debiste) haber(?:lo|te|se)? (?:sabido|visto|notado|pedido|dado cuenta)",
        r"(?:es|fue|por) (?:tu|su) (?:propia )?culpa",
        r"llamar la atencion",
        r"echale ganas|animate",
    ),
    Harm.LABEL: (
        r"(?:yonquis?|drogadict[oa]s?|drogat[ao]s?|alcoholic[oa]s?|borrach[oa]s?|adict[oa]s?)",
        r"(?:lunatic[oa]s?|psicopatas?|chiflad[oa]s?|esquizofrenic[oa]s?|enferm[oa]s? mental(?:es)?)",
        r"sufr(?:e|en|ir|es) (?:de )?(?:depresion|ansiedad)",
    ),
    Harm.PROMISE: (
        r"todo (?:va a salir|saldra|ira|va a ir) bien",
        r"(?:te|lo|la|se) curaras?",
        r"garantiza(?:do|mos)?",
    ),
}
WORDS = {"en": ENGLISH, "es": SPANISH}
ANY_LANGUAGE: dict[Harm, tuple[str, ...]] = {
    Harm.NUMBER: (r"(?!\d{4}-\d\d-\d\d(?!\d))(?:\+|00)?\d(?:[\d()/-]|\x20){5,}\d",),
}
"""What is found in every language: telephone numbers of seven digits and more."""
