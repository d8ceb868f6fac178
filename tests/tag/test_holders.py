"""The holder of a mention: sentences, the rules of `holders.toml` with their examples, files with mistakes."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from tracker.language import load
from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.tag.holder_rules import (
    CLASSES,
    FILE,
    PREFIX,
    ClassOfWords,
    Default,
    Frame,
    InTrigger,
    Phrase,
    Pronoun,
    ShortName,
    read_holder_rules,
)
from tracker.tag.holder_words import HolderWords
from tracker.tag.holders import Found, Holders
from tracker.tag.triggers import KEY

TAXONOMY = corpus_file("taxonomy")
RULES = read_holder_rules(TAXONOMY)

# (form: sentence with the trigger in brackets, holder)
TABLE = [
    # what is had, given, asked
    ("zeggenschap: Bewoners [beslissen] over de inrichting van het plein.", "bewoners"),
    ("zeggenschap: De wijkraad [beslist] mee over het groen.", "bewonersgroep"),
    ("regie: De gemeente voert de [regie] over de opvang.", "gemeente"),
    ("regie: Het college heeft de [regie].", "gemeente"),
    ("regie: De zorgaanbieder neemt de [regie] over het plan.", "aanbieder"),
    ("regie: Cliënten houden zelf de [regie] over hun ondersteuning.", "bewoners"),
    ("regie: De [regie] ligt bij de gemeente.", "gemeente"),
    ("regie: De [regie] blijft bij de inwoner zelf.", "bewoners"),
    ("samenspraak: Bewoners mogen [meebeslissen] over het park.", "bewoners"),
    ("samenspraak: Huurders willen graag [meedenken] over het onderhoud.", "bewoners"),
    ("advies: De cliëntenraad brengt [advies] uit aan het college.", "bewonersgroep"),
    ("advies: De wijkraad [adviseert] het college over het verkeer.", "bewonersgroep"),
    ("advies: Het college vraagt [advies] aan de wijkraad.", "bewonersgroep"),
    ("advies: Het college wint [advies] in bij de adviesraad sociaal domein.", "bewonersgroep"),
    ("advies: Het [advies] aan het college wordt gegeven door de wijkraad.", "bewonersgroep"),
    ("advies: De gemeenteraad geeft [bindend advies] over de vergunning.", "gemeente"),
    ("samenspraak: Bewoners worden [betrokken] bij het ontwerp.", "bewoners"),
    ("samenspraak: De gemeente [betrekt] bewoners bij het ontwerp.", "bewoners"),
    ("samenspraak: De huurdersorganisatie wordt door de corporatie [betrokken] bij de plannen.", "bewonersgroep"),
    ("samenspraak: De raad wordt [betrokken] bij de evaluatie.", "gemeente"),
    ("inspraak: Omwonenden worden door het college [gehoord].", "bewoners"),
    ("inspraak: Er wordt door het waterschap [geluisterd] naar de inwoners.", "bewoners"),
    ("informatie: Het college [informeert] de bewoners over de planning.", "bewoners"),
    ("informatie: De bewoners worden door de gemeente [geïnformeerd].", "bewoners"),
    ("informatie: De gemeente stuurt een [brief] aan de omwonenden.", "bewoners"),
    ("zeggenschap: Het besluit wordt door de huurders [genomen].", "bewoners"),
    ("zeggenschap: De [zeggenschap] van bewoners over het buurthuis is groot.", "bewoners"),
    ("zeggenschap: De huurders zijn blij met hun [zeggenschap].", "bewoners"),
    ("samenspraak: De [betrokkenheid] van ondernemers is klein.", "overig"),
    ("zeggenschap: De [instemming] van de medezeggenschapsraad is nodig.", "bewonersgroep"),
    ("zeggenschap: De [instemming] van de ondernemingsraad is nodig.", "overig"),
    ("initiatief: Wij steunen [initiatieven] van inwoners.", "bewoners"),
    ("eigenaarschap: Het [eigenaarschap] ligt bij de buurt.", "bewoners"),
    ("zelfbeheer: Het buurthuis is in [zelfbeheer] bij de bewoners.", "bewoners"),
    ("zeggenschap: De corporatie geeft huurders [zeggenschap] over de buurt.", "bewoners"),
    ("zeggenschap: Het college kent aan de wijkraad meer [bevoegdheden] toe.", "bewonersgroep"),
    ("samenspraak: Het college stelt inwoners in de gelegenheid om [mee te denken].", "bewoners"),
    ("inspraak: Het college stelt de inwoners in de gelegenheid hun [zienswijze] te geven.", "bewoners"),
    ("inspraak: De gemeente biedt ondernemers de mogelijkheid tot [inspraak].", "overig"),
    ("samenspraak: Wij nodigen buurtbewoners uit om [mee te praten].", "bewoners"),
    ("samenspraak: De gemeente vraagt de huurders [mee te denken].", "bewoners"),
    ("samenspraak: De gemeente regelt de [burgerparticipatie].", "bewoners"),
    ("initiatief: Het [bewonersinitiatief] krijgt geld.", "bewoners"),
    ("budget: Er komt een [wijkbudget].", "bewoners"),
    ("samenspraak: De [raadsbetrokkenheid] is te klein.", "gemeente"),
    ("inspraak: In mei is een [marktconsultatie].", "overig"),
    ("inspraak: In mei is er [bewonersconsultatie].", "bewoners"),
    ("samenspraak: Het plan komt tot stand [in overleg] met de bewoners.", "bewoners"),
    ("samenspraak: [Samen met] de wijkraad maakt de gemeente een plan.", "bewonersgroep"),
    ("samenspraak: Wij gaan [in gesprek] met ondernemers.", "overig"),
    ("samenspraak: Het college voert [overleg] met de huurdersorganisaties.", "bewonersgroep"),
    ("samenspraak: In [samenspraak] met de gemeente maken bewoners een plan.", "bewoners"),
    ("samenspraak: Er komt [overleg] tussen bewoners en gemeente.", "bewoners"),
    ("samenspraak: De gemeente [overlegt] met zorgaanbieders over de wachtlijst.", "aanbieder"),
    ("samenspraak: De gemeente doet dit [samen met] ondernemers en bewoners.", "bewoners"),
    ("inspraak: Bewoners en ondernemers worden [geraadpleegd].", "bewoners"),
    ("samenspraak: Bewoners lezen het plan en [denken mee].", "bewoners"),
    ("samenspraak: De gemeente nodigt bewoners en bedrijven uit en [betrekt] hen bij het plan.", "bewoners"),
    ("samenspraak: Bewoners die [meedenken] krijgen een kaart.", "bewoners"),
    ("samenspraak: De ondernemers die [meedenken] krijgen een kaart.", "overig"),
    ("samenspraak: De bewoners die zijn [betrokken] bij het plan, zijn tevreden.", "bewoners"),
    ("samenspraak: De [meedenkende] bewoners zijn tevreden.", "bewoners"),
    ("samenspraak: De bij het plan [betrokken] ouders zijn tevreden.", "bewoners"),
    ("samenspraak: De bewoners krijgen een brief. Zij mogen [meedenken].", "bewoners"),
    ("advies: De wijkraad vergadert elke maand. Hij brengt [advies] uit aan het college.", "bewonersgroep"),
    ("inspraak: De omwonenden zijn bezorgd. Het college zal hen [horen].", "bewoners"),
    ("samenspraak: U kunt [meedenken] over de straat.", "bewoners"),
    ("inspraak: Een ieder kan zijn [zienswijze] geven.", "bewoners"),
    ("regie: Wij voeren de [regie] over de aanpak.", "gemeente"),
    ("samenspraak: De ondernemers hebben een plan. De gemeente [betrekt] hen bij het besluit.", "overig"),
    ("zeggenschap: De huurders hebben een commissie. Deze heeft [instemmingsrecht].", "bewoners"),
    ("samenspraak: Het college:\na. [betrekt] de inwoners bij het beleid;", "bewoners"),
    ("regie: Het college:\na. voert de [regie] over de uitvoering;", "gemeente"),
    ("zeggenschap: De bewoners hebben de volgende rechten:\na. [instemming] met het jaarplan;", "bewoners"),
    ("advies: De cliëntenraad heeft tot taak:\na. het geven van [advies] over het beleid;", "bewonersgroep"),
    ("zeggenschap: De leden van de huurdersvereniging [stemmen] over het voorstel.", "bewonersgroep"),
    ("samenspraak: Een groep bewoners [denkt mee] over de speeltuin.", "bewoners"),
    ("inspraak: De meerderheid van de inwoners is [geraadpleegd].", "bewoners"),
    ("samenspraak: Vertegenwoordigers van de ondernemers zijn [betrokken] bij het plan.", "overig"),
    (
        "zeggenschap: De medezeggenschapsraad hoort het bevoegd gezag. De [instemming] van de raad telt.",
        "bewonersgroep",
    ),
    ("advies: De ondernemer hoort de ondernemingsraad. Het [advies] van de raad telt.", "overig"),
    ("regie: Het is de raad van Vlietmonde die de [regie] heeft.", "gemeente"),
    ("zeggenschap: Het personeel heeft [medezeggenschap] over het rooster.", "overig"),
    ("zeggenschap: Ouders en leerlingen hebben [medezeggenschap] over het rooster.", "bewoners"),
    ("samenspraak: De school [betrekt] ouders bij de keuze van de methode.", "bewoners"),
    ("zeggenschap: Het personeelsdeel van de medezeggenschapsraad heeft [instemmingsrecht].", "overig"),
    ("samenspraak: De patiëntenvereniging [denkt mee] over het ziekenhuis.", "bewonersgroep"),
    ("eigenaarschap: Bewoners voelen zich [eigenaar] van het plan.", "bewoners"),
    ("eigenaarschap: Bewoners zijn [probleemeigenaar].", "bewoners"),
    ("inspraak: Het ontwerp ligt ter inzage voor [inspraak].", "bewoners"),
    ("samenspraak: De [participatie] begint in mei.", "onbepaald"),
    ("zeggenschap: Het reglement gaat over [medezeggenschap].", "onbepaald"),
    ("zeggenschap: In mei wordt een [referendum] gehouden.", "bewoners"),
    ("inspraak: [Zienswijzen] kunnen tot 1 mei worden ingediend.", "bewoners"),
    ("samenspraak: [Denk mee] over de nieuwe wijk!", "bewoners"),
    ("uitdaagrecht: Het [uitdaagrecht] staat in de verordening van de gemeente.", "bewoners"),
    ("samenspraak: Aan de inwoners wordt gevraagd om [mee te denken].", "bewoners"),
    ("samenspraak: De gemeente laat bewoners [meedenken].", "bewoners"),
    ("samenspraak: Het is belangrijk dat bewoners kunnen [meepraten].", "bewoners"),
    ("zeggenschap: Bewoners krijgen meer [invloed] op het beleid van de gemeente.", "bewoners"),
    ("zeggenschap: De gemeente wil bewoners meer [zeggenschap] geven.", "bewoners"),
    ("zeggenschap: Zonder [instemming] van de bewoners neemt het college geen besluit.", "bewoners"),
    ("advies: Het college neemt geen besluit voordat de jongerenraad is gevraagd om [advies].", "bewonersgroep"),
    ("samenspraak: Door het college wordt [overleg] gevoerd met omwonenden.", "bewoners"),
    ("inspraak: Het college houdt een [enquête] onder bewoners.", "bewoners"),
    ("zelfbeheer: De vereniging voert het beheer [in eigen beheer] uit.", "bewonersgroep"),
    ("initiatief: Inwoners kunnen zelf het [initiatief] nemen.", "bewoners"),
    ("samenspraak: De inbreng is van belang: [meedenken] door bewoners.", "bewoners"),
    ("samenspraak: Het [betrekken] van bewoners kost tijd.", "bewoners"),
    ("informatie: Bewoners worden op de [hoogte] gehouden van de werkzaamheden.", "bewoners"),
    ("informatie: De gemeente houdt bewoners op de [hoogte].", "bewoners"),
    ("informatie: De bewoners ontvangen [informatie] over de plannen.", "bewoners"),
    ("inspraak: Het plan is [voorgelegd] aan de wijkraad.", "bewonersgroep"),
    ("inspraak: Wij leggen het plan [voor] aan de bewoners.", "bewoners"),
    # how policy papers put it
    ("samenspraak: Wij vinden het belangrijk om onze inwoners vroeg te [betrekken].", "bewoners"),
    ("samenspraak: Het college zorgt ervoor dat ingezetenen kunnen [participeren] in de plannen.", "bewoners"),
    ("samenspraak: De aanbieder werkt [samen met] vrijwilligers uit de buurt.", "bewoners"),
    ("samenspraak: De aanbieder stelt het plan op in [samenspraak] met de cliënt en zijn mantelzorger.", "bewoners"),
    ("regie: De aanbieder ondersteunt de cliënt bij het voeren van [eigen regie].", "bewoners"),
    ("regie: Het buurtteam versterkt de [eigen regie] van inwoners.", "bewoners"),
    ("regie: De inwoner behoudt de [regie] over zijn leven.", "bewoners"),
    ("regie: De sociaal makelaar neemt de [regie] als dat nodig is.", "aanbieder"),
    ("regie: De [regie] op de uitvoering wordt gevoerd door de gemeente.", "gemeente"),
    ("regie: Onder [regie] van de gemeente wordt een plan gemaakt.", "gemeente"),
    ("regie: Wie heeft de [regie]? Die ligt bij het college.", "gemeente"),
    ("regie: De gemeente wil de [regie] over wonen bij de bewoners leggen.", "bewoners"),
    ("regie: De zorg wordt geregeld door het buurtteam, dat de [regie] voert.", "aanbieder"),
    ("regie: Gemeenten krijgen de [regie] over de warmtetransitie.", "gemeente"),
    ("zeggenschap: Het college kan de wijkraad [zeggenschap] geven over een deel van het budget.", "bewonersgroep"),
    ("zeggenschap: De wijk krijgt [zeggenschap] over het groen.", "bewoners"),
    ("zeggenschap: Als de bewoners niet [instemmen] met het plan, gaat het niet door.", "bewoners"),
    ("zeggenschap: De aanbieder heeft voor het besluit de [instemming] nodig van de cliëntenraad.", "bewonersgroep"),
    ("zeggenschap: Buurtbewoners kunnen [stemmen] op de plannen die zijn ingediend.", "bewoners"),
    ("zeggenschap: De gemeente moet ervoor zorgen dat jongeren [meebeslissen].", "bewoners"),
    ("zeggenschap: De deelnemers van het fonds [bepalen] samen waar het geld naartoe gaat.", "bewoners"),
    ("zeggenschap: Over de besteding van het geld [beslissen] de bewoners zelf.", "bewoners"),
    ("zeggenschap: Voor bewoners is er geen inspraak en geen [zeggenschap]", "bewoners"),
    ("zeggenschap: De [medezeggenschap] van cliënten staat in een reglement dat de instelling vaststelt.", "bewoners"),
    ("zeggenschap: Het bestuur van de instelling behoeft de [instemming] van de cliëntenraad.", "bewonersgroep"),
    ("zeggenschap: De cliëntenraad heeft [adviesrecht] en instemmingsrecht.", "bewonersgroep"),
    ("zeggenschap: Huurders hebben via de bewonerscommissie [invloed] op het onderhoud.", "bewoners"),
    ("zeggenschap: Het bedrijf geeft zijn werknemers [medezeggenschap].", "overig"),
    ("inspraak: Het college verleent [inspraak] op het ontwerp van de verordening.", "bewoners"),
    ("inspraak: Op de voorbereiding is [inspraak] mogelijk voor belanghebbenden.", "bewoners"),
    ("inspraak: De raad heeft de bevolking [geraadpleegd] over de fusie.", "bewoners"),
    ("inspraak: Het college [raadpleegt] vooraf de huurdersorganisatie over het voorstel.", "bewonersgroep"),
    ("inspraak: Gedurende zes weken kan iedereen een [zienswijze] indienen.", "bewoners"),
    ("inspraak: Er zijn twaalf [zienswijzen] ingediend door bewoners en bedrijven.", "bewoners"),
    ("inspraak: Tijdens de avond konden omwonenden hun [mening] geven.", "bewoners"),
    ("inspraak: De gemeente haalt [reacties] op bij inwoners.", "bewoners"),
    ("inspraak: Aan de ondernemers is een [vragenlijst] gestuurd.", "overig"),
    ("inspraak: De wethouder ging langs bij bewoners om hun [wensen] te horen.", "bewoners"),
    ("inspraak: De gemeente organiseert een [inspraakavond] voor bewoners van de wijk.", "bewoners"),
    ("inspraak: Het Dorpshuis Vlietmonde is [gehoord] over het plan.", "bewoners"),
    ("inspraak: Wij horen graag uw [mening].", "bewoners"),
    ("inspraak: Deze [zienswijze] is ingediend door de Vereniging Vrienden van Vlietmonde.", "bewonersgroep"),
    ("advies: De adviesraad geeft [gevraagd en ongevraagd advies] aan het college.", "bewonersgroep"),
    ("advies: Het college legt het voorstel voor [advies] voor aan de jongerenraad.", "bewonersgroep"),
    ("advies: De participatieraad is bevoegd het college te [adviseren].", "bewonersgroep"),
    ("advies: Een commissie van bewoners brengt hierover [advies] uit.", "bewoners"),
    ("advies: Het college wijkt alleen met redenen af van het [advies] van de dorpsraad.", "bewonersgroep"),
    ("advies: De [adviezen] van de ondernemingsraad worden gevolgd.", "overig"),
    ("advies: De gemeente kan de ouderenbond om [advies] vragen.", "bewonersgroep"),
    ("advies: Voordat het college besluit, krijgt de cliëntenraad de kans [advies] te geven.", "bewonersgroep"),
    ("informatie: De aanbieder zorgt dat de cliënt goed wordt [geïnformeerd].", "bewoners"),
    ("informatie: Het college geeft bewoners tijdig [informatie] over werkzaamheden.", "bewoners"),
    ("informatie: Omwonenden krijgen een [bewonersbrief].", "bewoners"),
    ("informatie: Via de website worden inwoners op de [hoogte] gebracht.", "bewoners"),
    ("informatie: De cliëntenraad ontvangt alle [inlichtingen] die hij nodig heeft.", "bewonersgroep"),
    ("informatie: De instelling verstrekt de cliëntenraad de [inlichtingen].", "bewonersgroep"),
    ("informatie: Er is een [informatieavond] voor omwonenden.", "bewoners"),
    ("informatie: De verhuurder stelt de huurders in [kennis] van het voornemen.", "bewoners"),
    ("initiatief: De gemeente ondersteunt [initiatieven] uit de wijk.", "bewoners"),
    ("initiatief: Als bewoners een [initiatief] hebben, helpt de gemeente.", "bewoners"),
    ("initiatief: Inwoners van Vlietmonde hebben het [initiatiefrecht].", "bewoners"),
    ("initiatief: Met een [burgerinitiatief] kunt u een onderwerp op de agenda zetten.", "bewoners"),
    ("zelfbeheer: Bewoners [beheren] zelf het buurthuis.", "bewoners"),
    ("zelfbeheer: Het park wordt door de buurtvereniging [in zelfbeheer] genomen.", "bewonersgroep"),
    ("zelfbeheer: De gemeente draagt het beheer over aan de bewoners, die het [zelf] doen.", "bewoners"),
    ("uitdaagrecht: Inwoners kunnen met het [uitdaagrecht] een taak overnemen.", "bewoners"),
    ("uitdaagrecht: Maatschappelijke organisaties kunnen gebruikmaken van het [Right to Challenge].", "bewonersgroep"),
    ("budget: De wijkraad beschikt over een eigen [budget].", "bewonersgroep"),
    ("budget: Er is een [fonds] waarover bewoners beslissen.", "bewoners"),
    ("eigenaarschap: Door mee te doen voelen mensen [eigenaarschap].", "bewoners"),
    ("eigenaarschap: Wij willen het [eigenaarschap] bij de wijk neerleggen.", "bewoners"),
    ("eigenaarschap: Het college is [eigenaar] van de opgave.", "gemeente"),
    ("samenspraak: De gemeenteraad wil vaker [in gesprek] met de stad.", "bewoners"),
    ("samenspraak: Tijdens bijeenkomsten is met omwonenden [gesproken] over de hoogte.", "bewoners"),
    ("samenspraak: De woningcorporatie voert [overleg] met de huurdersvereniging over de huur.", "bewonersgroep"),
    ("samenspraak: De klankbordgroep wordt bij elke stap [betrokken].", "bewonersgroep"),
    ("samenspraak: Er is een klankbordgroep van bewoners die [meedenkt] over de weg.", "bewoners"),
    ("samenspraak: De initiatiefnemer organiseert [participatie] met de buurt.", "bewoners"),
    ("samenspraak: De [participatie] van de omgeving is de taak van de initiatiefnemer.", "bewoners"),
    ("samenspraak: Ervaringsdeskundigen [werken mee] aan het beleid.", "bewoners"),
    (
        "samenspraak: [Samen met] zorgaanbieders en bewonersorganisaties werken wij aan de wijk.",
        "bewonersgroep",
    ),
    ("samenspraak: Wij maken beleid [met] inwoners in plaats van voor inwoners.", "bewoners"),
    ("samenspraak: De school voert een [gesprek] met ouders over de regels.", "bewoners"),
    ("samenspraak: De patiënt en de arts beslissen [samen].", "bewoners"),
    (
        "samenspraak: Soms worden cliënten of hun vertegenwoordigers [betrokken] bij de uitvoering.",
        "bewoners",
    ),
    ("samenspraak: Burgers voelen zich niet [betrokken] bij de politiek.", "bewoners"),
    ("samenspraak: De omgeving is te laat [meegenomen] in het proces.", "bewoners"),
    # longer sentences
    ("inspraak: De ontwerpvisie is er voor alle inwoners. Zij kunnen tot mei hun [zienswijze] sturen.", "bewoners"),
    ("inspraak: In het verslag noemt het college alle [zienswijzen] en wat ermee gebeurt.", "bewoners"),
    ("samenspraak: Het college maakt de nota nadat het met vertegenwoordigers van cliënten [overleg] had.", "bewoners"),
    (
        "regie: Uitgangspunt is dat de inwoner [eigen regie] houdt en dat zijn netwerk helpt.",
        "bewoners",
    ),
    ("regie: Het college is verantwoordelijk voor de [regie] op de samenwerking tussen partijen.", "gemeente"),
    ("regie: Daarbij hoort dat de gemeente meer [stuurt] op resultaat.", "gemeente"),
    ("zeggenschap: De vraag is wie er [beslist]: de gemeente of de wijk.", "bewoners"),
    ("zeggenschap: Wij vragen de wethouder of bewoners echt iets te [zeggen] krijgen.", "bewoners"),
    ("samenspraak: Kijkt de gemeente bij de keuze ook naar hoe de aanbieder bewoners [betrekt]?", "bewoners"),
    ("samenspraak: Hoe worden de gebruikers van de buurthuizen [betrokken] bij de overgang?", "bewoners"),
    ("samenspraak: De sociaal makelaar weet dat hij [samen met] bewoners een programma maakt.", "bewoners"),
    ("zelfbeheer: De gemeente stimuleert dat bewoners accommodaties in [zelfbeheer] nemen.", "bewoners"),
    ("zelfbeheer: Speeltuinen worden door vrijwilligers [beheerd].", "bewoners"),
    ("zelfbeheer: Het gebouw gaat over naar een stichting van buurtbewoners die het [zelf beheert].", "bewoners"),
    ("initiatief: Het college kijkt of er ruimte is voor [initiatieven] van bewoners en ondernemers.", "bewoners"),
    ("initiatief: Het [initiatief] komt van de bewoners, de gemeente ondersteunt alleen.", "bewoners"),
    ("advies: Er is een adviesraad die het college gevraagd en ongevraagd [adviseert].", "bewonersgroep"),
    (
        "advies: De leden van de adviesraad worden benoemd door het college en geven [advies].",
        "bewonersgroep",
    ),
    ("advies: Vier weken na het [advies] van de wijkraad laat het college weten wat het ermee doet.", "bewonersgroep"),
    ("informatie: De wijkraden worden ten minste twee keer per jaar door de wethouder [bijgepraat].", "bewonersgroep"),
    ("informatie: Wij houden u via de nieuwsbrief op de [hoogte].", "bewoners"),
    ("samenspraak: Ondernemers, bewoners en instellingen zijn uitgenodigd om [mee te denken].", "bewoners"),
    ("samenspraak: De motie roept het college op om de bewoners van de Laan alsnog te [betrekken].", "bewoners"),
    (
        "samenspraak: Verzoekt het college met de buurt [in gesprek] te gaan en de raad te informeren.",
        "bewoners",
    ),
    ("inspraak: De raad hecht eraan dat de mening van jongeren wordt [gehoord].", "bewoners"),
    ("zeggenschap: Daarom krijgen ook kinderen een [stem] in het ontwerp van de speelplek.", "bewoners"),
    ("zeggenschap: Ouders die lid zijn van de oudercommissie hebben [adviesrecht] over de prijs.", "bewoners"),
    ("zeggenschap: De oudercommissie van het kindercentrum heeft [adviesrecht] over de prijs.", "bewonersgroep"),
    (
        "zeggenschap: De schoolleiding vraagt de medezeggenschapsraad. De [instemming] van de raad is nodig.",
        "bewonersgroep",
    ),
    ("samenspraak: Over de locatie is intensief [overleg] geweest met zowel de omwonenden als de scholen.", "bewoners"),
    ("samenspraak: In de begeleidingsgroep zitten bewoners, die [meedenken] met de architect.", "bewoners"),
    ("samenspraak: De gemeente heeft een klankbordgroep, waarin bewoners kunnen [meepraten].", "bewoners"),
    ("inspraak: Bewonersorganisaties hebben bezwaar tegen de manier waarop zij zijn [geraadpleegd].", "bewonersgroep"),
    ("zeggenschap: De stichting wordt bestuurd door bewoners, die ook [beslissen] over de huur van zalen.", "bewoners"),
    ("eigenaarschap: Als inwoners meebouwen, ontstaat [eigenaarschap].", "bewoners"),
    ("budget: Elke wijk heeft een [bewonersbudget] van 10.000 euro.", "bewoners"),
    ("uitdaagrecht: Een groep inwoners die denkt dat zij het beter kan, kan de gemeente [uitdagen].", "bewoners"),
    ("uitdaagrecht: Bewoners en organisaties hebben het [recht om taken over te nemen] van de gemeente.", "bewoners"),
]

# What goes wrong as yet: joined by `naast`, a tree that misses the subject, a van-phrase that belongs to the verb.
KNOWN_FAILURES = [
    ("samenspraak: Bij het plan worden naast de bewoners ook de ondernemers [betrokken].", "bewoners"),
    ("regie: Zolang de cliënt zelf niet in staat is de [regie] te voeren, doet zijn begeleider dat.", "bewoners"),
    ("regie: De begeleider neemt tijdelijk de [regie] over van de cliënt.", "aanbieder"),
]


@lru_cache(1)
def _language() -> Language:
    return load()


@lru_cache(1)
def _holders() -> Holders:
    return Holders(TAXONOMY)


@lru_cache(1)
def _words() -> HolderWords:
    return HolderWords(RULES)


class Example(NamedTuple):
    """A mention, and the word in braces that should name its holder, or None where there are no braces."""

    span: Span
    named: Token | None

    @property
    def found(self) -> Found:
        return _holders().find(self.span)


def read(example: str) -> Example:
    """Read `form: sentence`, with the trigger in brackets and, if need be, the head of the holder in braces."""
    form, _, marked = example.partition(": ")
    doc = _language()(re.sub(r"[\[\]{}]", "", marked))
    named = _between(doc, marked, "{", "}") if "{" in marked else None
    trigger = _between(doc, marked, "[", "]")
    return Example(Span(doc, trigger.start, trigger.end, label=form), named.root if named else None)


def _between(doc: Doc, marked: str, left: str, right: str) -> Span:
    start, end = (len(re.sub(r"[\[\]{}]", "", marked[: marked.index(mark)])) for mark in (left, right))
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None, f"{marked!r}: nothing stands between {left} and {right}"
    return span


@pytest.mark.parametrize(("example", "holder"), TABLE)
def test_holder(example: str, holder: str) -> None:
    found = read(example).found
    assert found.holder == holder, f"{found.holder} by {found.token}, {found.how}"


@pytest.mark.parametrize(("example", "holder"), KNOWN_FAILURES)
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failure(example: str, holder: str) -> None:
    assert read(example).found.holder == holder


def test_sets_holder_word_and_how_on_every_mention() -> None:
    doc = _language()("De bewoners beslissen over het plein. De reis gaat door. De participatie begint in mei.")
    doc.spans[KEY] = [Span(doc, 2, 3, label="zeggenschap"), Span(doc, 13, 14, label="samenspraak")]
    first, second = _holders()(doc).spans[KEY]
    assert (first._.holder, first._.holder_token) == ("bewoners", doc[1])
    assert first._.holder_how == "wie doet: subject"
    assert (second._.holder, second._.holder_token) == ("onbepaald", None)
    assert second._.holder_how == "nobody named: samenspraak"


def test_a_text_without_mentions_is_left_alone() -> None:
    assert KEY not in _holders()(_language()("De bewoners komen.")).spans


@pytest.mark.parametrize("each", RULES.classes, ids=lambda each: each.holder)
def test_words_of_a_class(each: ClassOfWords) -> None:
    for example in each.match:
        assert _class_of(example) == each.holder, f"{example!r} is no {each.holder}"
    for example in each.counterexamples:
        assert _class_of(example) != each.holder, f"{example!r} is {each.holder}"


@pytest.mark.parametrize("phrase", RULES.phrases, ids=lambda phrase: phrase.rows[0])
def test_groups_of_words(phrase: Phrase) -> None:
    for example in phrase.match:
        assert _class_of(example) == phrase.holder, example
    for example in phrase.counterexamples:
        assert _class_of(example) != phrase.holder, example


def _class_of(marked: str) -> str | None:
    return _words().of(read(f"regie: {marked}").span.root)


@pytest.mark.parametrize("frame", RULES.frames, ids=lambda frame: frame.name)
def test_frames(frame: Frame) -> None:
    for example in frame.match:
        each = read(example)
        assert each.named is not None
        assert each.found.token == each.named, f"{example!r}: {each.found}"
        if frame.role != "controller":  # which leads to the subject of another frame
            assert each.found.how.startswith(f"{frame.name}: "), f"{example!r}: {each.found}"
    for example in frame.counterexamples:
        each = read(example)
        assert not each.found.how.startswith(f"{frame.name}: "), f"{example!r}: {each.found}"
        assert each.named is None or each.found.token == each.named, f"{example!r}: {each.found}"


@pytest.mark.parametrize("rule", RULES.in_trigger, ids=lambda rule: rule.name)
def test_triggers_that_name_their_holder(rule: InTrigger) -> None:
    how = f"in the trigger: {rule.name}"
    for example in rule.match:
        assert read(example).found[::2] == (rule.holder, how), example
    for example in rule.counterexamples:
        assert read(example).found.how != how, example


@pytest.mark.parametrize("default", RULES.defaults, ids=lambda default: default.name)
def test_defaults(default: Default) -> None:
    how = f"nobody named: {default.name}"
    for example in default.match:
        assert read(example).found == (default.default, None, how), example
    for example in default.counterexamples:
        assert read(example).found.how != how, example


@pytest.mark.parametrize("pronoun", RULES.pronouns, ids=lambda pronoun: pronoun.name)
def test_pronouns(pronoun: Pronoun) -> None:
    for example in (*pronoun.match, *pronoun.counterexamples):
        each = read(example)
        assert each.found.token == each.named, f"{example!r}: {each.found}"


@pytest.mark.parametrize("short", RULES.short_names, ids=lambda short: short.holder)
def test_short_names(short: ShortName) -> None:
    for example in short.match:
        each = read(example)
        assert (each.found.holder, each.found.token) == (short.holder, each.named), f"{example!r}: {each.found}"
    for example in short.counterexamples:
        assert read(example).found.holder != short.holder, example


def test_no_word_stands_in_two_classes() -> None:
    classes: dict[str, str] = {}
    for holder in CLASSES:
        for word in RULES.words[PREFIX + holder]:
            assert word not in classes, f"{word!r} is both {classes.get(word)} and {holder}"
            classes[word] = holder
    assert not classes.keys() & set(RULES.not_holders)


def test_no_name_stands_twice() -> None:
    for rules in (RULES.frames, RULES.in_trigger, RULES.defaults, RULES.pronouns):
        names = [rule.name for rule in rules]
        assert len(names) == len(set(names)), names


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[words]", "[word]", "words: Field required"),
        ("holder_overig = [", "holder_andere = [", "must have the lists"),
        ('role = "trigger"', 'role = "somewhere"', "role"),
        ('places = ["naar", "met", "aan"]\nweak = ["subject"]', "", "has no places"),
        ('name = "al het andere"', 'name = "al het andere"\nforms = ["regie"]', "must be about all mentions"),
        ('[[classes]]\nholder = "overig"', '[[classes]]\nholder = "gemeente"', "must give examples"),
        ("vague = [", "vague = ", "cannot be read"),
    ],
)
def test_names_what_is_wrong_with_a_file(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (TAXONOMY / FILE).read_text(encoding="utf-8")
    assert old in text, "the mistake cannot be made: the file has changed"
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TrackerError, match=re.escape(says)) as error:
        Holders(tmp_path)
    assert "\n" not in str(error.value)


def test_says_that_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match="cannot be read as rules for holders"):
        Holders(tmp_path)
