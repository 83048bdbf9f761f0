"""Words that tell nobody's name although they are written with a capital, and names that are ordinary words too."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CAPITALISED = _words(
    """
    a i i'm i've i'd i'll january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday easter christmas covid britain british england english scotland
    wales uk gb london department education government parliament council councillor councillors cabinet committee panel
    forum board authority borough county ofsted cqc dfe nhs icb camhs cyps send sen sencos senco sendco sencos sendiass
    ehc ehcp ehcps ehcna la las lea ta tas lsa lsas hlta ep eps salt slt ot ots dsg hnb dbv rp rps ap pru prus inmss
    fe post ks gcse gcses a-level a-levels btec sats phonics year years reception key stage nursery foundation autism
    autistic asd asc adhd add dyslexia dyslexic dyspraxia dyspraxic down's tourette's pda semh slcn mld sld pmld msi hi
    vi pd pmlds makaton pecs braille bsl local offer portal zoom teams ipad internet maths science art pe it ict
    plan plans tribunal act code practice programme team service services mum dad mummy daddy god
    primary secondary special mainstream school schools academy college academies colleges independent
    section sections autumn civic centre
    children's adult social care health speech language therapy therapist educational psychologist psychology
    """
)
"""Months, days, nations, the words of the field and its abbreviations."""

ORDINARY = _words(
    """
    a about above after again all almost already also although always am an and another any anyone anything are around
    as ask asked at away back bad be because become been before being best better between big both but by call came can
    can't cannot change child children choice class come communication could couldn't couple day days did didn't
    different do does doesn't doing don't done down during each early either else end enough even ever every everyone
    everything everybody excellent extra families family far fantastic feel few find first for found friend friends from
    full get gets getting give given go goes going good got great had happier happy hard has hasn't have haven't having
    he he's help helped helpful her here hers him his home hope how however huge i if in into is isn't it it's its just
    keep kind knew know known lack last later lead learn less let life like listen listened listening little long look
    lot lots love loved made make makes making many maybe me mean meeting meetings might more most much must my need
    needed needs never new next nice no nobody none nor not nothing now of off often ok okay old on once one only open
    or other others our out over overall own parent parents part people perhaps person place please poor progress
    provide provision pupil pupils put quick quite really right said same say says see seen sent several she she's
    should shouldn't since sit small so some somebody someone something sometimes soon staff start still stop such
    support supported sure take taken teacher teachers teaching tell thank thanks that that's the their them themselves
    then there there's these they they're thing things think this those though through time times to together told too
    took towards training transport travel tried try trying twice two under understand understanding understood unless
    until up us use used usually very wait waited waiting want wanted was wasn't way we we're we've week weeks well went
    were weren't what what's when where whether which while who whole whose why will with within without won't work
    worked working works would wouldn't write yes yet you you're young your
    """
)
"""The commonest words of comments, for capitals at the beginning of a sentence and for words in capitals."""

NAMES_TOO = _words(
    """
    amber amy angel april art august bill bob brook carol chase daisy dale dawn dean destiny drew eve faith fern finn
    flora frank gene glen grace grant guy hazel heath heather holly honey hope hunter iris ivy jack jade jasmine jay
    jean jewel jim josh joy june king lance lane lark lily mark mason matt max may mercy miles mark melody misty myrtle
    nick noble olive pat patience pearl penny pepper peter pierce poppy prince rain ray reed rex rich rob robin rocky
    rose ruby rusty sage sandy scarlett sky skip star sterling sue summer sunny ted terry tiger tom tony trinity troy
    violet wade ward will willow winter woody
    banks baker best bird bishop black bond booth brown bush butler carter case chambers church clay cook cooper cost
    court cross fields field fisher flowers ford fox frost gates gold green grey hall hill hood house hunt key keys
    knight lake lamb law long major marsh mills moon north page palmer park parks parsons pike pool pope potter power
    price read rice ring rivers root rush salt savage sharp shepherd short silver small smart smith snow south speed
    spring steel stock stone story street strong swift temple turner vale walker wall water weaver weeks wells west
    wheeler white wise wood woods worth young
    """
)
"""Names that are also ordinary words: a name where they stand with a capital within a sentence."""

THINGS_TOO = _words(
    """
    amber angel april art august bush case church clay cost court dawn destiny faith fields fire flowers glen gold grey
    hall hill home hope house ivy joy june key keys lake land law may mercy miles moon north page park parks patience
    pool power price rain rose salt school sky snow south spring star steel stock stone story street summer temple wall
    water weeks west winter wood woods work
    """
)
"""Those of them that are things: at the beginning of a sentence something may be said of them."""
