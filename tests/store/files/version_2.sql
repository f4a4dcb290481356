PRAGMA application_id = 1179403329;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'fieldapp','m001_first','2026-11-26 03:36:40.387673+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'fieldapp','m002_notes_unread_reasons_verification','2026-11-26 03:36:40.389375+00:00');
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "about" VALUES('programme','# The national definition of Azerbaijan. Sources: the published weekly reports of ANAMA (record numbers
# in brackets are those of resources/published/reports.json) and ISO 3166-2:AZ.
# The order of the districts is that of the screen: region by region, north to south.

[programme]
key = "azerbaijan"
version = "2026.1"
languages = ["en", "az", "ru"]
names = { en = "Azerbaijan", az = "Azərbaycan", ru = "Азербайджан" }

[[region]]
key = "karabakh"
names = { en = "Karabakh", az = "Qarabağ", ru = "Карабах" }

[[region]]
key = "east-zangezur"
names = { en = "East Zangezur", az = "Şərqi Zəngəzur", ru = "Восточный Зангезур" }

[[region]]
key = "gazakh-tovuz"
names = { en = "Gazakh-Tovuz", az = "Qazax-Tovuz", ru = "Газах-Товуз" }

[[district]]
key = "terter"
region = "karabakh"
code = "AZ-TAR"
names = { en = "Tartar", az = "Tərtər", ru = "Тертер" }
spellings = ["Terter", "Тертерский"]

[[district]]
key = "agdere"
region = "karabakh"
names = { en = "Aghdara", az = "Ağdərə", ru = "Агдере" }
spellings = ["Agdara", "Aghdere", "Agdere", "Агдеринский"]
valid_from = 2023-12-05  # a district since this day; no ISO code yet

[[district]]
key = "agdam"
region = "karabakh"
code = "AZ-AGM"
names = { en = "Aghdam", az = "Ağdam", ru = "Агдам" }
spellings = ["Agdam", "Агдамский"]

[[district]]
key = "xocali"
region = "karabakh"
code = "AZ-XCI"
names = { en = "Khojaly", az = "Xocalı", ru = "Ходжалы" }
spellings = ["Khojali", "Chodschali", "Ходжалинский"]

[[district]]
key = "xankendi"
region = "karabakh"
kind = "city"
code = "AZ-XA"
names = { en = "Khankendi", az = "Xankəndi", ru = "Ханкенди" }
spellings = ["Khankandi", "Chankendi"]

[[district]]
key = "xocavend"
region = "karabakh"
code = "AZ-XVD"
names = { en = "Khojavend", az = "Xocavənd", ru = "Ходжавенд" }
spellings = ["Khojavand", "Chodschavend", "Chodschawänd", "Ходжавендский"]

[[district]]
key = "susa"
region = "karabakh"
code = "AZ-SUS"
names = { en = "Shusha", az = "Şuşa", ru = "Шуша" }
spellings = ["Schuscha", "Şuşa şəhəri", "Шушинский"]

[[district]]
key = "fuzuli"
region = "karabakh"
code = "AZ-FUZ"
names = { en = "Fuzuli", az = "Füzuli", ru = "Физули" }
spellings = ["Fizuli", "Füsuli", "Физулинский"]

[[district]]
key = "kelbecer"
region = "east-zangezur"
code = "AZ-KAL"
names = { en = "Kalbajar", az = "Kəlbəcər", ru = "Кяльбаджар" }
spellings = ["Kelbajar", "Kalbadschar", "Kelbadschar", "Кельбаджар", "Кяльбаджарский"]

[[district]]
key = "lacin"
region = "east-zangezur"
code = "AZ-LAC"
names = { en = "Lachin", az = "Laçın", ru = "Лачын" }
spellings = ["Lacin", "Latschin", "Лачин", "Лачинский"]

[[district]]
key = "qubadli"
region = "east-zangezur"
code = "AZ-QBI"
names = { en = "Gubadli", az = "Qubadlı", ru = "Губадлы" }
spellings = ["Gubadly", "Qubadli", "Губадлинский"]

[[district]]
key = "cebrayil"
region = "east-zangezur"
code = "AZ-CAB"
names = { en = "Jabrayil", az = "Cəbrayıl", ru = "Джебраил" }
spellings = ["Jabrail", "Dschabrayil", "Dschabrail", "Dschäbrayil", "Джебраильский"]

[[district]]
key = "zengilan"
region = "east-zangezur"
code = "AZ-ZAN"
names = { en = "Zangilan", az = "Zəngilan", ru = "Зангилан" }
spellings = ["Sängilan", "Зангелан", "Зангиланский"]

[[district]]
key = "qazax"
region = "gazakh-tovuz"
kind = "villages"
code = "AZ-QAZ"
names = { en = "Gazakh", az = "Qazax", ru = "Газах" }
spellings = ["Qazakh", "Qazax rayonu", "Gazakh district", "Газахский", "Газахский район"]
valid_from = 2025-05-01  # in the published lists from May 2025 (R090)
parts.en = ["Baghanis Ayrum", "Ashagi Eskipara", "Kheyrimli", "Gizilhajili"]
parts.az = ["Bağanıs Ayrım", "Aşağı Əskipara", "Xeyrımlı", "Qızılhacılı"]
parts.ru = ["Баганис Айрым", "Ашагы Аскипара", "Хейрымлы", "Гызылгаджылы"]

# `usual`: what a district clears in a week where its own past cannot tell: the median published week of
# 2024-26, 1,279 ha, shared by 13 places. `ceiling`: the largest published week of the whole country,
# 2,945.1 ha (R077). Both in the entered unit.
# `counted`: the phrase of the ready sentences by plural category; `other` is also the form of a fraction, and
# the only one an area needs, because it is always printed with a decimal.

[[indicator]]
key = "ap_mines"
unit = "count"
names = { en = "Anti-personnel mines", az = "Piyada əleyhinə minalar", ru = "Противопехотные мины" }
short_names = { en = "AP mines", az = "PƏ mina", ru = "ППМ" }
definitions.en = "Anti-personnel (AP) mines found and destroyed in the period (IMAS 04.10)."
definitions.az = "Dövr ərzində aşkarlanıb zərərsizləşdirilmiş piyada əleyhinə (PƏ) minalar (IMAS 04.10)."
definitions.ru = "Противопехотные мины (ППМ), обнаруженные и уничтоженные за период (IMAS 04.10)."
counted.en = { one = "{number} anti-personnel mine", other = "{number} anti-personnel mines" }
counted.az = { other = "{number} piyada əleyhinə mina" }
counted.ru = { one = "{number} противопехотная мина", few = "{number} противопехотные мины", many = "{number} противопехотных мин", other = "{number} противопехотной мины" }

[[indicator]]
key = "at_mines"
unit = "count"
names = { en = "Anti-tank mines", az = "Tank əleyhinə minalar", ru = "Противотанковые мины" }
short_names = { en = "AT mines", az = "TƏ mina", ru = "ПТМ" }
definitions.en = "Anti-tank (AT) mines, in IMAS anti-vehicle mines, found and destroyed in the period (IMAS 04.10)."
definitions.az = "Dövr ərzində aşkarlanıb zərərsizləşdirilmiş tank əleyhinə (TƏ) minalar, IMAS-da nəqliyyat vasitələri əleyhinə (IMAS 04.10)."
definitions.ru = "Противотанковые мины (ПТМ), в IMAS противотранспортные, обнаруженные и уничтоженные за период (IMAS 04.10)."
counted.en = { one = "{number} anti-tank mine", other = "{number} anti-tank mines" }
counted.az = { other = "{number} tank əleyhinə mina" }
counted.ru = { one = "{number} противотанковая мина", few = "{number} противотанковые мины", many = "{number} противотанковых мин", other = "{number} противотанковой мины" }

[[indicator]]
key = "uxo"
unit = "count"
names = { en = "Unexploded ordnance", az = "Partlamamış hərbi sursatlar", ru = "Неразорвавшиеся боеприпасы" }
short_names = { en = "UXO", az = "PHS", ru = "НРБ" }
definitions.en = "Unexploded ordnance (UXO) found and destroyed in the period; never mines (IMAS 04.10)."
definitions.az = "Dövr ərzində aşkarlanıb zərərsizləşdirilmiş partlamamış hərbi sursatlar (PHS); minalar daxil deyil (IMAS 04.10)."
definitions.ru = "Неразорвавшиеся боеприпасы (НРБ), обнаруженные и уничтоженные за период; мины не входят (IMAS 04.10)."
counted.en = { one = "{number} item of unexploded ordnance", other = "{number} items of unexploded ordnance" }
counted.az = { other = "{number} partlamamış hərbi sursat" }
counted.ru = { one = "{number} неразорвавшийся боеприпас", few = "{number} неразорвавшихся боеприпаса", many = "{number} неразорвавшихся боеприпасов", other = "{number} неразорвавшегося боеприпаса" }

[[indicator]]
key = "area_cleared_ha"
unit = "ha"
usual = "98.4"
ceiling = "2945.1"
names = { en = "Area cleared", az = "Təmizlənmiş ərazi", ru = "Очищенная площадь" }
short_names = { en = "Area, ha", az = "Ərazi, ha", ru = "Площадь, га" }
definitions.en = "Land released by clearance, in hectares; neither reduced nor cancelled land counts (IMAS 07.11)."
definitions.az = "Təmizləmə yolu ilə azad edilmiş torpaq, hektarla; azaldılmış və ləğv edilmiş ərazilər sayılmır (IMAS 07.11)."
definitions.ru = "Земля, высвобожденная путём очистки, в гектарах; сокращённые и снятые с учёта площади не входят (IMAS 07.11)."
counted.en = { other = "{number} hectares" }
counted.az = { other = "{number} hektar" }
counted.ru = { other = "{number} гектара" }

[[sum]]
key = "mines"
of = ["ap_mines", "at_mines"]
names = { en = "Mines (AP + AT)", az = "Minalar (PƏ + TƏ)", ru = "Мины (ППМ + ПТМ)" }

[[sum]]
key = "items"
of = ["ap_mines", "at_mines", "uxo"]
names = { en = "All items (AP + AT + UXO)", az = "Cəmi (PƏ + TƏ + PHS)", ru = "Всего предметов (ППМ + ПТМ + НРБ)" }

[[office]]
key = "karabakh"
regions = ["karabakh"]
names = { en = "Karabakh office", az = "Qarabağ ofisi", ru = "Карабахский офис" }

[[office]]
key = "east-zangezur"
regions = ["east-zangezur"]
names = { en = "East Zangezur office", az = "Şərqi Zəngəzur ofisi", ru = "Восточно-Зангезурский офис" }

[[office]]
key = "gazakh-tovuz"
regions = ["gazakh-tovuz"]
names = { en = "Gazakh-Tovuz office", az = "Qazax-Tovuz ofisi", ru = "Газах-Товузский офис" }

[[office]]
key = "hq"
regions = ["*"]
names = { en = "Headquarters", az = "Baş qərargah", ru = "Головной офис" }

[orders]
north-south = ["terter", "agdere", "kelbecer", "agdam", "xocali", "xankendi", "xocavend", "lacin", "susa", "fuzuli", "qubadli", "cebrayil", "zengilan", "qazax"]
post = ["terter", "agdere", "kelbecer", "agdam", "xocali", "xankendi", "susa", "xocavend", "lacin", "fuzuli", "cebrayil", "qubadli", "zengilan", "qazax"]
apa = ["terter", "agdam", "agdere", "lacin", "fuzuli", "susa", "xocali", "xankendi", "kelbecer", "xocavend", "cebrayil", "qubadli", "zengilan", "qazax"]

[[organisation]]
names = { en = "ANAMA", az = "ANAMA", ru = "ANAMA" }

[[organisation]]
names = { en = "Ministry of Defence", az = "Müdafiə Nazirliyi", ru = "Министерство обороны" }

[[organisation]]
names = { en = "Ministry of Emergency Situations", az = "Fövqəladə Hallar Nazirliyi", ru = "Министерство по чрезвычайным ситуациям" }

[[organisation]]
names = { en = "State Border Service", az = "Dövlət Sərhəd Xidməti", ru = "Государственная пограничная служба" }

[[organisation]]
names = { en = "four private companies", az = "dörd özəl şirkət", ru = "четыре частные компании" }

# The two templates in circulation name the columns and places in opposite order: a likely source of swapped pairs.

[[form]]
key = "wire"
leading = ["ap_mines", "at_mines", "uxo"]
order = "north-south"

[[form]]
key = "post"
leading = ["at_mines", "ap_mines", "uxo"]
order = "post"
');
INSERT INTO "about" VALUES('office','karabakh');
INSERT INTO "about" VALUES('demonstration','');
INSERT INTO "about" VALUES('app_version','0.1.0');
INSERT INTO "about" VALUES('created_at','2026-11-26T03:36:40.381676+00:00');
CREATE TABLE control_total (
    period INTEGER NOT NULL, office TEXT NOT NULL, indicator TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
    PRIMARY KEY (period, office, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "control_total" VALUES(1,'karabakh','ap_mines',155);
CREATE TABLE history (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,
    period INTEGER NOT NULL REFERENCES period (id), office TEXT NOT NULL,
    district TEXT NOT NULL, indicator TEXT NOT NULL, before ANY, after ANY, why TEXT NOT NULL DEFAULT ''
, kind TEXT NOT NULL DEFAULT 'value') STRICT;
INSERT INTO "history" VALUES(1,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','agdam','ap_mines',NULL,155,'','value');
INSERT INTO "history" VALUES(2,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','agdam','area_cleared_ha',NULL,16511000,'','value');
INSERT INTO "history" VALUES(3,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','agdam','at_mines',NULL,49,'','value');
INSERT INTO "history" VALUES(4,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','agdam','uxo',NULL,606,'','value');
INSERT INTO "history" VALUES(5,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','control','ap_mines',NULL,155,'','value');
INSERT INTO "history" VALUES(6,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','susa','state',NULL,'no_operations','','value');
INSERT INTO "history" VALUES(7,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','agdam','uxo','','found in one cache','','note');
INSERT INTO "history" VALUES(8,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','','status','draft','ready','','status');
INSERT INTO "history" VALUES(9,'2025-03-17T09:00:00+00:00','Aygün',1,'karabakh','','status','ready','sent','','status');
INSERT INTO "history" VALUES(10,'2025-03-17T09:00:00+00:00','Aygün',2,'karabakh','agdam','uxo',NULL,12,'','value');
INSERT INTO "history" VALUES(11,'2025-03-17T09:00:00+00:00','Aygün',2,'karabakh','agdam','ap_mines','','four','','unread');
CREATE TABLE no_operations (
    period INTEGER NOT NULL, district TEXT NOT NULL, office TEXT NOT NULL,
    PRIMARY KEY (period, district),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "no_operations" VALUES(1,'susa','karabakh');
CREATE TABLE note (
    period INTEGER NOT NULL, district TEXT NOT NULL, indicator TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''), office TEXT NOT NULL,
    PRIMARY KEY (period, district, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "note" VALUES(1,'agdam','uxo','found in one cache','karabakh');
CREATE TABLE period (
    id INTEGER PRIMARY KEY, start TEXT NOT NULL, "end" TEXT NOT NULL,
    UNIQUE (start, "end"), CHECK (start <= "end")
) STRICT;
INSERT INTO "period" VALUES(1,'2025-03-10','2025-03-16');
INSERT INTO "period" VALUES(2,'2025-03-17','2025-03-23');
CREATE TABLE seal (
    period INTEGER NOT NULL, office TEXT NOT NULL, revision INTEGER NOT NULL,
    digest TEXT NOT NULL, check_code TEXT NOT NULL, sealed_at TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (period, office, revision),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "seal" VALUES(1,'karabakh',1,'33fda11441e8f25be3bf198cdff51f05b3bdccfdb7567d86312ec02f8623c663','W11-HQHG','2025-03-17T09:00:00+00:00','fieldapp seal 1
azerbaijan
karabakh
2025-03-10..2025-03-16
1
agdam reported ap_mines=155 area_cleared_ha=16511000 at_mines=49 uxo=606
agdere not_reported
fuzuli not_reported
susa no_operations
terter not_reported
xankendi not_reported
xocali not_reported
xocavend not_reported
');
CREATE TABLE sheet (
    period INTEGER NOT NULL REFERENCES period (id), office TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'ready', 'sent')),
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    sealed_at TEXT, source TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "sheet" VALUES(1,'karabakh','sent',1,'2025-03-17T09:00:00+00:00','','');
INSERT INTO "sheet" VALUES(2,'karabakh','draft',1,NULL,'','');
CREATE TABLE tally (
    period INTEGER NOT NULL, district TEXT NOT NULL, indicator TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')), office TEXT NOT NULL,
    PRIMARY KEY (period, district, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES(1,'agdam','ap_mines',155,'karabakh');
INSERT INTO "tally" VALUES(1,'agdam','area_cleared_ha',16511000,'karabakh');
INSERT INTO "tally" VALUES(1,'agdam','at_mines',49,'karabakh');
INSERT INTO "tally" VALUES(1,'agdam','uxo',606,'karabakh');
INSERT INTO "tally" VALUES(2,'agdam','uxo',12,'karabakh');
CREATE TABLE unread (
    period INTEGER NOT NULL, office TEXT NOT NULL, district TEXT NOT NULL, indicator TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (period, office, district, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "unread" VALUES(2,'karabakh','agdam','ap_mines','four');
CREATE TABLE verification (
    period INTEGER NOT NULL, office TEXT NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL, fingerprint TEXT NOT NULL,
    PRIMARY KEY (period, office),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
INSERT INTO "verification" VALUES(1,'karabakh','Orxan','2025-03-17T09:00:00+00:00','d184718649f3c32baacaaf8c824ff71ab03826d3752fefd9bfceca69fc196f24');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX history_of_cell ON history (period, district, indicator);
COMMIT;
