"""Words that headings of tables are made of, in the eight languages in which they are read.

English, Ukrainian, Russian, French, Spanish, German, Polish and Arabic; a few Italian,
Portuguese, Catalan, Turkish, Hebrew, Chinese, Japanese and Korean ones besides.
A heading is split into words, each without case and accents; a word with "*" stands for all that
begin with it. What a heading of them says, `headingwords` tells; nothing here does anything.
"""
# ruff: noqa: RUF001 - Cyrillic and Arabic words

CONCEPTS: dict[str, str] = {
    # Time
    "date": (
        "kapan מתי wanneer kada kdy "
        "date dates datum daten data dates zeitpunkt tatzeit tattag dtg datetime timestamp dt fecha"
        " fechas дата дати даты"
        " giorno tarih tarihi datums dato paivamaara ημερομηνια 날짜 日期 时间 تاریخ"
        " tarehe"
        " تاريخ day jour dia tag dzien день дня يوم when коли когда quand cuando wann kiedy متى"
        " תאריך"
        " tanggal tgl zeitraum periode period periodo период період okres dönem"
        " night nights ніч ночь noc nuit nacht noche quando"
        " 日付 日時 年月日 期日 일자 일시 연월일 년월일 년월일시"
    ),
    "time": (
        "time times ts epoch unix ora hora heure zeit uhrzeit час время godzina وقت ساعة שעה"
        " temps tiempo tempo"
        " 時間 時刻 시간 시각 시분 時 時分"
    ),
    "year": (
        "yr yrs year years annee anno ano anio fechano jahr rok рік року год سنة عام yil yili שנה"
        " anul godina godine година године jaar tahun سال"
        " 年 年份 年度 年分 年次 년 년도 연도"
    ),
    "month": (
        "mo mon month mese mois mes monat miesiac місяць міс месяц мес شهر ay ayi חודש"
        " luna mjesec mesec месец mesic mesiac honap maand maned manad bulan ماه"
        " 月 月份 月分 월"
    ),
    "dayno": (
        "day giorno jour dia tag dzien день يوم יום gun gunu zi ziua dan дан nap den dag hari"
        " tanggal tgl روز dy"
        " monday tuesday wednesday thursday friday saturday sunday"
        " 日 일"
    ),
    "week": (
        "week weeks wk epiweek isoweek semaine woche kw semana settimana hafta tydzien tyg"
        " тиждень тижня неделя недели اسبوع"
        " monday tuesday wednesday thursday friday saturday sunday"
        " tyden tydnu tyzden tyzdna tjedan tjednu nedelja nedelji sedmica sedmici saptaman*"
        " tygodnia tygodniu haftanin седмица седмицата недеља недељи тыдня"
    ),
    "start": (
        "start* begin* began from початок початку почат* начало начала debut inicio beginn* anfang"
        " von poczatek rozpocz* بداية desde від от"
        " beg inizio inici comeco"
        " mulai baslangic inceput* התחלה zacatek pocetak"
    ),
    "end": (
        "to end ends ended ending until till finish* кінець кінця закінчен* завершен* конец конца"
        " окончан* fin ende bis koniec zakoncz* نهاية hasta до"
        " fim termino bitis selesai einde sfarsit* סיום konec"
        " المنتهي المنتهية منتهي terminant termina endend*"
        " encerramento finalizacion"
    ),
    "event": (
        "terjadi "
        "faits fait hechos fatos fatto siniestro* sinistro* sinistre* ongeval ongevallen ulykke*"
        " olycka olyckan wypadku wypadek unfall unfalle acidente* incidenti дтп аварии"
        " аварії nehody nehoda kaza kazanin "
        "event events incident* attack* strike* massacre massacres occur* happen* accident* acq"
        " acquisition observ* battle battles crash crashes shooting shootings bombing bombings"
        " подія події подій інцидент* обстріл* удар* атак* событи* инцидент* происшеств* обстрел*"
        " evenement* attaque* frappe* hecho* suceso* evento* incidente* ataque* ocurr* vorfall*"
        " olay olayi olayin olaylar saldiri saldirilar saldirisi ocorr* anschlag* zwischenfall*"
        " producerii evenimentul* ereignis* angriff* zdarzen* atak* حادث* حدث احداث هجوم هجمات"
        " حوادث غارة غارات واقعة حمله حملات"
        " אירוע אירועים"
        " kejadian insiden serangan peristiwa tukio matukio aanslag* aanval* aanvallen incidentul*"
        " utok utoku utoky dogadaj* događaj* napad*"
        " 発生 發生 发生 事件 事故 災害 灾害 災難 灾难 襲撃"
        " 襲擊 袭击 攻撃 攻擊 발생 사고 사건 재해 재난 공격"
        " 습격"
    ),
    "report": (
        "דיווח ripoti laporan rapor raport* melding* segnalazion* notificac* گزارش "
        "report* notif* alert* signal* assessment* assessed survey* inspection* visit response"
        " повідомлен* сообщен* звернен* обращен* gemeldet meld*"
        " zglosz* ابلاغ rapport rapports rapporto raport* berichtsdatum meldedatum"
        " informe relatorio отчет* звіт* تقرير фіксац* фиксац* документув* документиров*"
        " задокумент* توثيق constat constatation"
        " 報告 报告 通報 通报 신고 보고"
    ),
    "publish": (
        "publi* pub post posted posting опублік* публік* опублик* публик* veroffentlich* opublik*"
        " نشر"
        " 発表 發布 发布 公布 公開 発行 게시 발표 등록일"
    ),
    "entry": (
        "wawancara entretien entrevista befragung* wywiad* опитуван* опрос gorusme* mahojiano"
        " רישום "
        "soumission* soumis submissao envio wyslan* відправ* отправ* "
        "entry entries entered load submi* creat* added add record recorded registr* upload*"
        " import* insert* today extract* download* retriev* scrap* fetch* crawl* collect*"
        " interview* внес* received recibid* recebid* ricevut* eingegangen отримано получено"
        " реєстр* регистр* добав* додан* saisie enregistr* erfass* angelegt dodan* wpis* ادخال"
        " تسجيل ingest* inregistr* inseriment* inserit*"
        " 登録 登錄 登记 入力 录入 輸入日 입력 작성"
    ),
    "update": (
        "updat* modif* edit edited edits editor* last changed closed revis* review stand оновл*"
        " обновл*"
        " измен*"
        " змін* actualiz* actualis* aktualis* aktualiz* تحديث checked reviewed"
        " 更新 修正 수정 갱신 업데이트"
    ),
    "elsewhen": (
        "birth* born dob expir* due deadline народж* рожд* naissance nacimiento geburt*"
        " 生年月日 出生日期 生日 출생 생년월일 生年"
        " nascimento nascita naixement nace nacio"
    ),
    # People
    "killed": (
        "martyr* sehit* fatais загиб murder* homicid* asesinat* assassinat* feminicid*"
        " вбивств* убийств*"
        " assassine assassines assassinado* falecido* masacrad* uccis* ucis ucisi decedut* decessi"
        " toter gestorben* verstorben* ermordet* zamordowan* zmarl* متوفى ميت oldu olum olumler"
        " hayatini katledilen* omgekomen gedood overleden dodade avlidna omkomna"
        " drept drepte drabte dode ubijeni ubijenih νεκροι σκοτωθηκαν θανατοι terbunuh drowned"
        " massacred morti morto morta mortos mortas mortal mortales mortais mortali"
        " olu oluler olen olenler oldurulen*"
        " kill killed kills killing* dead death deaths fatal* died dies deceased slain kia загибл*"
        " kld kil fat occiso occisos"
        " загинул* загибел* вбит* убит* погиб* помер померл* умер* смерт* mort morts morte mortes"
        " mortel* tue tues tuee tuees deces decede* muert* fallecid* asesinad* tot tote toten"
        " todesopfer* getotet* getoetet* todesfall* zabit* zabici zgin*"
        " قتل قتلى قتيل القتلى شهداء شهيد وفيات وفاة موتى متوفين"
        " smierteln* zgon* polegl* gefallene* umgekommen* decesos ejecutad* fallecim* полягл*"
        " летальн* загинув"
        " смертельн* perished lives"
        " הרוגים נהרגו הרוג מתים חללים נרצחים נרצחו"
        " obitos obito decese decedati mrtvi mrtvych doden dodelijk*"
        " doda halottak poginul* загинали meninggal tewas kematian waliouawa waliofariki"
        " waliokufa vifo"
        " usmrcen* usmrten* погинул* загіну* загінул* забіт*"
        " 死亡 死亡人数 死者 遇难人数 کشته کشتهها کشتگان"
        " 死亡數 死亡者 死亡人數 遇难 遇難 遇难者 遇難者"
        " 罹难 罹難 罹難者 犠牲者 사망 사망자 사망인원 희생자"
        " deceduti deceduto decedute falecid* falecim* femminicid*"
        " femicid*"
        " executes executees"
    ),
    "injured": (
        "поран feriti ferido ferida feridas feridos yaralı yaralılar yaralanan*"
        " ferito ferita ferite ranna ranne поранило yaralandi gewond verwond sarade skadet"
        " machucados τραυματιες cedera"
        " injur* wound* hurt maimed wia поранен* ранен* травмован* травмир* постражда* пострада*"
        " wnd wnded inj injd"
        " blesse blesses blessee blessees blessures herid* lesionad* verletz* verwund*"
        " ranni rannych ranny"
        " جرح جرحى جريح مصاب مصابون مصابين اصابات اصابة"
        " פצועים נפצעו פצוע"
        " raniti ranite zran zranen* gewonden skadade sebesultek ranjen* ранени"
        " povreden* povrijeden* ozlijeden* повређен* рањен* паранен*"
        " luka terluka 受伤 受伤人数 伤者 زخمی مجروح زخمیها زخمیان waliojeruhiwa majeruhi"
        " 受傷 受傷人數 受伤者 受傷者 傷者 負傷 負傷者 重傷"
        " 重伤 重傷者 軽傷 輕傷 轻伤 軽傷者 輕傷者 부상 부상자"
        " 중상 중상자 경상 경상자"
        " feriment* ferit ferits"
        " lesionat lesionats lesionati bless"
    ),
    "casualties": (
        "casualt* cas toll victim* жертв* victima* opfer ofiar* poszkodowan* ضحايا losses"
        " втрат* потер*"
        " pertes bajas bilan"
        " 死傷 死傷者 伤亡 傷亡 死伤 伤亡人数 傷亡人數 被害者 受害者 사상자 피해자 인명피해"
        " vitim* vittim*"
        " slachtoffer* korban obeti נפגעים تلفات"
    ),
    "affected": (
        "נעדרים ناپدید* waliopotea vermist* kayip dispersi "
        "affect* displac* evacu* missing abduct* kidnap* detain* arrest* captur* зник* пропал*"
        " евакуй* эваку* hostage* homeless rescued saved"
        " disparu* desaparecid* vermisst* zagini* dispersi зниклих безвіст* без_вести مفقود*"
        " deplace* desplazad* evacuad* vertrieben* wysiedl* przesiedl* переміщен* перемещен*"
        " enleve* enlevement* otage* secuestr* rehen* entfuhrt* geisel* porwan* zakladni*"
        " викрад* заручник* похищ* заложник* مخطوف* مختطف* نازح*"
        " 失踪 失踪者 失蹤 失联 失聯 行方不明 行方不明者"
        " 避難 避難者 被困 被困人数 실종 실종자 이재민 대피"
    ),
    "civilians": (
        "sipil burger burgers raia אזרחים "
        "civ civs civis civil* noncombatant* цив цивіль* мирн* граждан* zivil* cywil*"
        " مدني مدنيين مدنيون bystander* passersby sivil* אזרחים غیرنظامی غیرنظامیان"
        " 平民 市民 民間人 민간인"
    ),
    "armed": (
        "tni polri wanajeshi "
        "soldier* sf sfs enemy enemies friendly own наші наши наших hostnation mil"
        " militar* troop* combatant* combatente* combatiente* combattant* combattent*"
        " fighter* agresor agresores delincuente delincuentes sicario sicarios guerriller*"
        " servicem* army forces militant* rebel* силовик*"
        " insurgent* terrorist* terorist* militair* військов* воен* солдат*"
        " agente agentes agseg security боєць бойц* soldat* soldado*"
        " бойовик* боевик* ворог ворога ворогів вороги враг врага врагов противник противника"
        " противників противников"
        " zolnierz* wojskow* عسكري عسكريين عسكريون جنود fds asker* חיילים نظامی نظامیان"
        " police policem* officer* поліц* полиц* policia* polizei* policj* شرطة"
        " 士兵 兵士 軍人 军人 군인 警察 경찰"
    ),
    "children": (
        "watoto mtoto "
        "child children kids minor minors boys girls infant* teen* дітей діти дитин* дет* ребен*"
        " підліт* подрост* неповноліт* несовершеннолет* малоліт* малолет* maloletni* nieletni*"
        " enfant* nino* nina* menor* kinder dzieci* اطفال طفل"
        " cocuk* crianca* ילדים کودک کودکان"
        " 児童 子供 儿童 兒童 어린이 아동"
        " bambin* menin*"
        " anak kinderen"
    ),
    "women": (
        "wanawake "
        "f woman women female* жін* женщ* femme* mujer* frau* kobiet* نساء نسا امراة kadin* mulher*"
        " weiblich* femenin* feminin* donne perempuan vrouwen kvinnor"
        " נשים زنان"
        " 女性 妇女 婦女 여성"
    ),
    "men": (
        "wanaume "
        "m man men male* чолов* мужчин* homme* hombre* manner mezczyz* رجال erkek* homem homens"
        " mannlich* masculin* uomini laki mannen"
        " גברים مردان"
        " 男性 남성"
    ),
    "adults": "adult* доросл* повнолітн* взросл* erwachsen* adulte* dorosl*",
    "severe": (
        "zwaargewond* "
        "קשה קשים קשות berat ernstig "
        "severe* serious* grave graves gravement gravedad critical* schwer* тяжк* важк* тяжел*"
        " ciezko gravi agir grav tezce tezko tazko tesko teze тежко тешко теже"
        " 重傷 重伤 重傷者 중상 중상자"
        " greu greus"
    ),
    "slight": (
        "ligeir* lievement* lichtgewond* "
        "קל קלים קלות ringan licht "
        "slight* light lightly leger* leve leves leicht* легк* lekko lievi hafif"
        " lehce lehko lahko lako lakse usor леко лако лакше"
        " 軽傷 輕傷 轻伤 軽傷者 輕傷者 경상 경상자"
        " lleu lleus"
    ),
    "direct": "direct directly directos directas directes directamente",
    "indirect": "indirect indirectly indirectos indirectas indirectes indirectamente",
    "trades": (
        "leader leaders commander commanders officials politician* passenger* crew pilot pilots"
        " pedestrian* pieton* peaton* pedone pedoni pedestre* peoes fussganger* piesz* пешеход*"
        " пішоход* motorist motorists yaya voetganger* cyclist* cycliste* ciclista* radfahrer*"
        " rowerzyst* велосипедист*"
        " motorcyclist* motocycliste* motociclista* motorradfahrer* motocyklist* мотоциклист*"
        " керівник* руководит* командир* lider* dirigent* anfuhrer* przywodc* قائد قادة"
        " educator* teacher* student* pupil* patient* doctor* nurse* medic medics journalist*"
        " worker* rescuer* firefighter* рятувальник* спасател* медик* лікар* врач* журналіст*"
        " журналист* вчител* учител* учн* пацієнт* пациент* enseignant* eleve* medecin* docente*"
        " alumno* estudiante* periodista* lehrer* schuler* arzte* nauczyciel* uczni* lekarz*"
        " dziennikarz*"
    ),
    "others": "elderly pension* staff national nationals international* foreign* firstday",
    "unstated": (
        "unknown unspecified undetermined unidentified"
        " невідом* невстановлен* неустановлен* неизвестн* inconnu* desconocid* unbekannt*"
        " nieznan* desconhecid* مجهول"
    ),
    "suspects": (
        "suspect suspects subjects shooter* gunm* assailant* assaillant* offender* perpetrators"
        " attackers"
        " murderer murderers killer killers accused defendant* підозрюван* подозреваем*"
        " обвинувачен* обвиняем* вбивця вбивці вбивць убивця убивці убийца убийцы убийц"
        " нападник* нападавш* suspecte suspectes agresseur* asesino asesinos sospechos*"
        " agresor* agressor* tatverdachtig* morder podejrzan* zabojc* podezrel* osumnjicen*"
        " katil katilin saldirgan* supheli* مشتبه"
        " feminicida feminicidas femicida femicidas homicida homicidas"
    ),
    "animals": (
        "hayvan* bestiame gado ternak mifugo vee animale dobytok dobytek "
        "livestock animal* cattle cow cows sheep goat goats dog dogs horse* худоб* тварин* корів"
        " скот скота животн* betail animaux ganado vieh* tiere bydl* zwierz* ماشية مواشي"
    ),
    "households": (
        "household* hh hhs famil* menage menages hogar* haushalt* gospodarstw* rodzin* famigli*"
        " aile hane сімї сімей родин родини домогосподарств* семей семьи семья домохозяйств*"
        " اسر اسرة الاسر عائلات عائلة العائلات"
    ),
    "members": "member members membre* miembro* membro* mitglied* член* czlonk* افراد",
    "person": (
        "age ages race races ethnic* gender sex health вік стать возраст пол edad sexo raza alter"
        " geschlecht wiek plec sexe genre العمر الجنس citizenship* nationalit* nacionalidad*"
        " громадянств* гражданств* staatsangehorig* obywatelstw* جنسية"
        " occupation occupations profession professions profesion ocupacion beruf профессия meslek"
        " yas yasi cinsiyet cinsiyeti vek varsta възраст узрост"
        " професія професии"
        " 年齢 年龄 年齡 性別 性别 나이 연령 연령대 성별"
        " idade edat genero genere sesso nacionalitat* nazionalita cittadinanza"
        " גיל מין אזרחות"
    ),
    "personname": (
        "forename* firstname* surname* lastname* fullname* prenom* vorname* nachname*"
        " familienname* apellido* imie nazwisko* прізвищ* фамилия фамилии отчество фио піб"
        " soyad soyadi soyisim prijmeni priezvisko prezime"
        " 氏名 姓名 성명"
        " cognom* sobrenome*"
    ),
    "official": (
        "governor governors mayor mayors president presidents minister ministers sheriff sheriffs"
        " губернатор губернатора gobernador gobernadora alcalde alcaldesa maire"
    ),
    "denied": (
        "not nicht nie не без sans ohne without averted averting prevented prevent avoided"
        " survivor* survived survive unhurt unharmed uninjured unscathed unverletzt* ileso ilesos"
        " indemnes indemne невредим* неушкоджен* выжив* вижил*"
    ),
    "money": (
        "usd eur gbp uah rub pln dollar* euro euros грн гривн* руб рубл* cost costs benefit*"
        " compensat* компенсац* выплат* виплат* kosten coste costo cout"
        " income* salar* wage wages earnings revenue revenus ingresos einkommen доход* дохід*"
    ),
    "cause": "cause* причин* ursache* causa* przyczyn* سبب",
    "among": "including incl inc of_which dont davon darunter числі числе dentre tym",
    "low": (
        "low lo lower lowest min minimum minimal least мін мінімум мин минимум minim* niedrig* od"
        " mini mindestens mind minst lagst almeno щонайменше нижн* ادنى"
    ),
    "high": (
        "high hi higher highest max maximum maximal most upper макс максимум maxim* hoch*"
        " massimo massima maks maksim* maksym* hogst hochstens верхн* اقصى"
    ),
    "best": (
        "best estimate* likely probable estimation estimacion estimado* estimada* estimativa"
        " stima stimati stimato geschatzt* schatzung* szacunek szacunk* szacowan* تقدير تقديري"
        " schatting uppskattning"
    ),
    "total": (
        "jumla "
        "total* all overall sum grand всього усього разом загалом загальн* итого всего общ* gesamt*"
        " insgesamt razem lacznie ogolem مجموع اجمالي toutes tous"
        " 合計 合计 总计 總計 總數 总数 합계 총 총계"
        " toplam totaal totalt suma"
    ),
    "number": (
        "n no nr num nos number* count* nb nbre nombre* numero cantidad anzahl zahl liczba ilosc"
        " кількість кіл число числа количество кол عدد people ppl persons person individuals осіб"
        " особи людей людини человек чел люди personnes personas personen osob osoby اشخاص"
        " sayi sayisi מספר qtd qtde persone pessoas kisi تعداد"
        " 数 數 人数 人數 者数 件数 件數 수 인원 인원수 명수 건수"
        " jumlah aantal antal idadi"
    ),
    "sofar": (
        "cum cumul* kumul* acumul* cumulat* накопич* наростаюч* нарастающ* sofar todate since"
        " bisher bislang dotychczas досі"
        " 累計 累计 累積 累积 누적 누계"
    ),
    "daily": ("daily today new добу сутки quotidien* diari* täglich taglich* 新増 新增 신규"),
    "rate": (
        "rate* percent* pct per ratio share score probab* change changes delta difference increase"
        " error errors uncertainty margin deviation sd stdev variance"
        " rating ratings reliab* credib* trustworth* fiabilit* fiabilid* zuverlassig* wiarygodn*"
        " надійн* достовірн* надежн* достоверн* موثوقية"
        " 率 比率 비율 률"
    ),
    # Place
    "lat": (
        "lat lats ylat ylatitude latitude* latitud* lattitude latitide intptlat latdd"
        " szer szerokosc широта шир широти breite breitengrad* عرض"
        " enlem breedtegraad latitudine sirka sirina 纬度 lintang"
        " breedte zuiderbreedte noorderbreedte"
        " רוחב"
        " 緯度 北緯 北纬 위도 북위"
    ),
    "lon": (
        "lon lng long xlong xlongitude longitude* longitud* longtitude intptlong intptlon longdd"
        " dl dlug dlugosc довгота довг долгота долг lange"
        " lengtegraad longitudine delka duzina 经度 bujur lengte westerlengte oosterlengte"
        " langengrad* laenge laengengrad* طول boylam"
        " אורך"
        " 経度 經度 東経 东经 東經 경도 동경"
    ),
    "y": "y ycoord hochwert* northing north norte nord polnoc північ север شمال kuzey צפון",
    "x": "x xcoord rechtswert* easting east este ost leste wschod схід восток شرق dogu מזרח",
    "coordinates": (
        "coord coords coordina coordinat coordinate coordinates coordinatele coordonn*"
        " coordenada* коорд* gps geo geopoint* geokoordinat* геолокац* геопозиц* geolocat* geoloc"
        " latlon latlng latlong wkt geom*"
        " geojson point points pin koord* wspolrzedn* احداثيات mgrs ddlatlong"
        " pluscode pluscodes olc"
        " coordinaten coordenades souradnice suradnice геомет* геотег*"
        " 座標 坐标 座标 좌표"
    ),
    "altitude": "alt altitude elevation ele height",
    "place": (
        "place* location* locality localities loc site sites address* addr where місце місця"
        " місцезнаход* место места местополож* lieu lieux endroit localis* lugar* sitio ubicacion*"
        " localidade localidades"
        " ort orte ortsname ortschaft* ortsteil* stadtteil* standort localite* localida* localiza*"
        " emplacement quartier* tatort* einsatzort* fundort* unfallort* ereignisort*"
        " luogo luoghi localita plaats tempat 地点 場所"
        " lokasi plaatsnaam locul locatia mahali محل مکان"
        " barrio* colonia vereda* donde"
        " gdzie wo nerede onde где де adress* адрес* miejsce miejsca lokaliz* локац* موقع مكان"
        " מקום מיקום כתובת yer yeri konum"
        " 地點 所在地 住所 地址 位置 現場 现场 事发地 사고지 장소 위치 주소 발생지 소재지 현장"
    ),
    "settlement": (
        "kibbutz* moshav* community comune comuni citta cidade*"
        " city cities town towns village* settlement* settl* hamlet municipalit* commune communes"
        " ville* ciudad* pueblo* municipio* stadt stadte dorf gemeinde miasto miejscowosc* wies"
        " aldea* aldeia* caserio*"
        " corregimiento township* osada хутор* населен* насел нас місто міста"
        " город города нп село села селище посел* مدينة قرية بلدة"
        " localitate localitatea obec opstina општина obcina горад mesto mjesto grad град naselje"
        " kommun mpio stad kota 城市 市 kampung desa kelurahan gemeente kijiji"
        " עיר יישוב ישוב כפר sehir koy"
        " 都市 市町村 村落 도시 읍면동"
        " concelho* concello* municipi municipis mun muni"
        " povoado povoados"
    ),
    "admin1": (
        "adm1 oblast* region regions department departments uf province* state states"
        " governorate* provstate prefecture pref provinz* provincie regione regioni regiao"
        " ولایت"
        " область області области обл облас регіон* регион* край субъект* субєкт* departement*"
        " departament* estado estados provincia* bundesland* wojewodztw* gouvernorat* wilaya*"
        " obwod depto viloyat* республик* губерни* kanton محافظة اقليم ولاية"
        " provinsi il ili iller vilayet* bolge bolgesi dpto judet* استان מחוז mkoa kaunti"
        " 都道府県 省 省份 省市 시도 광역시도 도"
    ),
    "admin2": (
        "adm2 adm3 adm4 raion rayon district* county counties subdistrict район* громад* hromad*"
        " община общин landkreis kreis powiat* gmina arrondissement* canton* cercle* moughataa"
        " territoire kebele* comunidad comunidade caza cazas qada qadaa"
        " ilce ilcesi woreda* upazila* thana tehsil* taluk* barangay* rejon* lga"
        " kabupaten kecamatan"
        " муниципалитет* مديرية distrito* comuna"
        " borough boroughs block blocks"
        " напрямок напрямку направление قضاء منطقة ناحية микрорайон* neighbourhood neighborhood"
        " נפה"
        " 市区町村 縣市 县市 区 區 区域 地区 地區 地域 시군구 지역 구"
        " freguesia* comarca* circondari*"
        " bairro bairros barri barris districte* quartiere quartieri"
    ),
    "street": (
        "street streets road roads avenue* улиц* вулиц* rue rues calle calles strasse"
        " carrer carrers rua ruas strada strade"
    ),
    "country": (
        "country countries countryname panstwo pays pais land kraj kraje kraju країна країни страна"
        " страны"
        " держава государств* nation بلد دولة البلد staat"
        " ulke ulkesi tara drzava држава 国家 کشور מדינה"
        " 国 国名 國 國家 国別 국가 나라 국가명"
        " paese negara nchi zeme"
    ),
    "countrycode": "iso iso2 iso3 adm0 isocode landercode",
    "elsewhere": (
        "пуск*"
        " nearest closest lancement* lanzamient* startort* startplatz* startu wylotu запуск* вылет*"
        " виліт* вильот* decollage despegue"
        " lancament* lancio lansare lansarii lancer* firlatma* firlatildig* odpalen*"
        " peluncuran שיגור שיגורים اطلاق انطلاق الانطلاق پرتاب"
        " launch* firing orig dest origin origins origine origen departure* depart departs departed"
        " departing destination* flight* maps"
        " basin eez bbox bboxes boundingbox bounding bounds"
    ),
    "residence": (
        "citizen citizens citizenship* nationalit* residence residency resident residents birth*"
        " born birthplace hometown native domicil* origin origins origine origen громадянств*"
        " гражданств* народж* рожд* прожива* nacionalidad* residencia staatsangehorig*"
        " staatsburger* wohnort* wohnsitz* geburt* herkunft* obywatelstw* narodowosc* zamieszk*"
        " urodz* naissance nacimiento جنسية اقامة ولادة"
        " residenza жительств* ikamet* מגורים"
        " nascimento nascita naixement nace nacio nacido nascido naturalidade procedencia"
        " provenienza nacionalitat* nazionalita cittadinanza residente* domicili*"
    ),
    # Words of other kinds
    "name": (
        "name names nom nombre nazwa nazwy назва назви название названия наименован* имя اسم isim"
        " 名称 名稱 名前 명칭 이름"
        " noms nome nomi nomes"
    ),
    "code": (
        "code codes cod codigo kod код коди"
        " certificate* certificat* certificad* passport permit свідоцтв* свидетельств* urkunde"
        " コード 代码 代碼 코드"
    ),
    "foreigncode": "fips gwno gwcode gwid cowcode",
    "placecode": (
        "dane divipola ibge insee istat inegi ine ubigeo nuts teryt koatuu katottg pcode geoid"
    ),
    "classed": (
        "class classes clase classe klasse klassen klasa kelas клас класс cat bin bins band bands"
        " bracket brackets bucket buckets level levels nivel niveau stufe poziom рівень уровень"
        " scale escala echelle skala шкала severity severidad gravite schwere тяжесть ciezkosc"
        " mag magnitude magnitud* magnituda магнитуд* магнітуд* vei intensity intensidad intensite"
        " intensitat intensywnosc интенсивность інтенсивність depth profondeur profundidad tiefe"
        " глубина глибина glebokosc hour hours hr hrs stunde stunden std minutes minuten"
    ),
    "magnitude": (
        "mag magnitude magnitud* magnituda магнитуд* магнітуд* intensity intensidad intensite depth"
        " profondeur profundidad tiefe глубина глибина"
    ),
    "precision": (
        "precision* prec accuracy exactness точність точност* genauigkeit dokladnosc دقة"
        " precisao precisione specificity exactitud*"
        " ortsgenauigkeit lagegenauigkeit standortgenauigkeit"
    ),
    "type": (
        "type types tipo tipos typ typen art category categor* kategor* kind kinds вид виду види"
        " тип тип* характер* nature subtype genre نوع modality means method mode"
        " rodzaj rodzaje turu tur jenis soort tipi tipul tipului vrsta aina"
        " סוג"
        " 類型 类型 種類 种类 種別 類別 类别 分類"
        " 分类 区分 유형 종류 구분 분류 대분류 중분류 소분류"
    ),
    "weapon": (
        "weapon* munition* armament зброя зброї оружие оружия засіб засоби средство средства"
        " arme armes arma armas waffe* broni سلاح اسلحة model"
        " נשק"
        " 武器 兵器 무기"
    ),
    "vehicle": (
        "transport* vehicle* vehicul* vehícul* транспорт* fahrzeug* verkehrsmittel* pojazd* nakliye"
        " vessel* مركبة"
    ),
    "target": (
        "target* ціль цілі цель цели cible* objetivo* blanco ziel* cel هدف обєкт* объект* об єкт"
        " object objects"
        " hedef מטרה יעד tinta doel doelwit doelwitten sasaran lengo cil"
        " alvo alvos bersaglio"
    ),
    "actor": (
        "actor actors perpetrator* attacker attackers responsib* responsab* auteur*"
        " autor autores aggressor* tater taters sprawc* винн* виновн* исполнител* актор* gname"
        " presum* فاعل الفاعل جهة"
        " perpetrador*"
    ),
    "parties": "parties party belligerent* сторони стороны",
    "claimant": "claimant* claimed claimer according selon segun laut wedlug",
    "side": "side сторона",
    "source": (
        "source* publisher* media outlet* newspaper* fuente* quelle* zrodl* джерел* источник*"
        " fonte fontes fonti"
        " sumber kalla database* dataset змі сми مصدر مصادر bron bronnen sursa surse izvor izvori"
        " kaynak kaynagi kaynaklar מקור מקורות"
        " 来源 來源 信息来源 出典 情報源 資料來源 数据来源 출처"
    ),
    "by": "by par von durch przez",
    "link": (
        "url urls link links href web website weblink uri посиланн* ссылк* лінк линк lien liens"
        " enlace* odnosnik* linki linky رابط روابط video* відео видео footage photo* image*"
        " baglanti קישור"
        " 链接 連結 网址 網址 링크 リンク"
    ),
    "decor": (
        "icon icons marker markers thumbnail* avatar* logo logos favicon"
        " help donat* donaci* donasi* bantuan spenden*"
    ),
    "picture": (
        "photo* image* picture* foto* фото світлин* bild bilder zdjecie zdjecia imagen*"
        " video* відео видео footage"
    ),
    "archive": "archiv* archiw* wayback архів* архив* أرشيف",
    "title": (
        "title* headline* titre* titel tytul* заголов* عنوان what що что baslik כותרת"
        " 標題 标题 題名 件名 표제 제목 タイトル"
        " titul titulo titulos titulok titulek titulli"
        "titul* titolo judul"
    ),
    "summary": (
        "summar* desc descr* description detail* note* comment* comentari* text narrative story"
        " assessment*"
        " remark* опис описан* описи приміт* примеч* комент* коммент* подробн* подробиц*"
        " деталі детали сталося произошло resum* beschreib* bemerk* kommentar* opis opisy uwagi وصف"
        " ملاحظات ملخص تفاصيل happened"
        " omschrijving beskrivning deskripsi aciklama aciklamalar תיאור פירוט הערות toelichting"
        " keterangan descriere maelezo توضیحات شرح"
        " nota notas notatk* notiz* anmerk* hinweis* observaciones observacoes observations"
        " remarq*"
        " 描述 概要 説明 说明 說明 詳細 详情 詳情 简介 내용 설명 상세 개요"
    ),
    "note": (
        "note* comment* comentari* remark* приміт* примеч* комент* коммент* bemerk* kommentar*"
        " uwagi"
        " nota notas notatk* notiz* anmerk* hinweis* observaciones observacoes observations"
        " remarq*"
        " ملاحظات הערות"
        " 備考 备注 備註 비고"
    ),
    "circumstances": (
        "circumstance* обставин* обстоят* umstand* umstande* circonstanc* circunstanc*"
        " okolicznosc* ظروف ملابسات"
    ),
    "id": (
        "id ids ident identifier* identifiant* identificador* identificativ* identification"
        " identificacion identifikator* identyfikator* идентификатор* ідентифікатор* ід ид"
        " uid uuid guid globalid objectid fid key ref"
        " globaleventid"
        " reference eventid disno case casenumber instanceid معرف رقم"
        " 編號 编号 番号 序號 序号 번호 일련번호"
    ),
    "weakid": "globalid uuid guid",
    "running": "lp lfd row rownumber порядк* rowno index serial",
    "status": "status статус* statut estado حالة 状态 狀態 状態 상태",
    "grade": (
        "verif* confirm* valid* approv* grading grade confidence reliab* credib* approved"
        " перевір* провер* підтвер* подтвер*"
    ),
    "statement": "statement* claim claims заява заявлен*",
    "quantity": (
        "quantity quantities launched destroyed intercepted downed запущен* збито сбито знищено"
        " уничтожено damaged пошкоджено повреждено abattus lances derribad* abgeschossen lansate"
        " doborate"
        " שוגרו יורטו diluncurkan neergehaald"
        " zestrzelon* intercepte* interceptad* abgefangen gestartet lanzad* przechwycon*"
        " wystrzelon* перехоплено перехвачено випущено выпущено зруйнован* разрушен* detruit*"
        " endommage* destruid* danad* danificad* zerstort* beschadigt* zniszczon* uszkodzon*"
        " distrutt* danneggiat*"
    ),
    "unit": "unit units",
    "part_of_name": "associat* assoc inter interaction coder",
    "file": "file files datei dateien fichier fichiers файл файли файлы",
    "forecast": (
        "forecast* expected predict* projected prognose* prognoza prognozy prognostic* prevision*"
        " pronostic* прогноз* tahmin*"
    ),
    "survey": ("submissiondate instanceid deviceid formhub xform instancename"),
    "fire": (
        "fire fires feu fuego ognia вогню огня feuer ignition water funding power energy income"
        " infection radiation heat"
    ),
    "noise": (
        "of the a an de du des la le les el los las der die das d l in on at at_ for s wgs wgs84"
        " or utc gmt zulu local msk мск eet eest cet cest mez місцевий"
        " місцевого местное approx ca осіб na w z з до в у по та и і або та й або et y e und oraz"
        " dd mm yyyy гг рррр дд мм р ف في من how many were was did which as written is"
        " da dos di dei della delle"
        " short brief kurze breve courte krotki краткое краткий короткий стислий"
    ),
}
"""Words by concept. A word may be of several."""

KINDS_OF_PLACE = frozenset(
    {
        *("city", "town", "village", "hamlet", "suburb", "neighbourhood", "quarter", "locality"),
        *("isolated_dwelling", "farm", "borough", "municipality", "urban", "rural", "urbano"),
        *("urbana", "vía pública", "via pública", "via publica", "residencia", "residência"),
        *("vivienda", "zona boscosa", "zona despoblada", "parque", "desconocido"),
        *("despoblado", "negocio", "comercio", "escuela", "hogar", "lote baldío", "terreno baldío"),
        *(
            "vías públicas",
            "vias publicas",
            "casa",
            "casa/villa",
            "domicilio",
            "calle",
            "carretera",
        ),
        *(
            "estabelecimento comercial",
            "establecimiento",
            "voie publique",
            "domicile",
            "abitazione",
        ),
        *("motel", "tienda", "fincas y similares", "bares, cantinas y similares", "lote baldio"),
        *("street", "road", "highway", "sidewalk", "alley", "gangway", "parking lot", "bridge"),
        *("house", "home", "residence", "private residence", "apartment", "flat", "porch", "yard"),
        *("residence - porch/hallway", "residence-garage", "garage", "hotel", "hotel/motel"),
        *("auto", "vehicle", "vehicle non-commercial", "car", "bus", "train", "gas station"),
        *("school", "university", "hospital", "church", "mosque", "market", "store", "shop"),
        *("restaurant", "bar", "bar or tavern", "office", "bank", "park", "forest", "field"),
        *("outdoors", "indoors", "open area", "other", "unknown", "in public", "public place"),
        *("in custody", "custody", "detention", "prison", "in prison", "in hospital", "at home"),
        *("work", "at work", "workplace", "descampado", "terreno", "establecimiento", "comercio"),
    }
)
"""What stands where an event was of some kind of place, and says of none which it is."""

PARTS_OF_THE_WORLD = frozenset(
    {
        *("africa", "america", "americas", "the americas", "antarctica", "asia", "europe"),
        *("oceania", "eurasia", "middle east", "middle east & north africa", "latin america"),
        *("middle east and north africa", "sub-saharan africa", "caribbean", "central america"),
        *("latin america & caribbean", "latin america and the caribbean", "north america"),
        *("south america", "northern america", "europe & central asia", "asia pacific"),
        *("asia & pacific", "asia and the pacific", "australasia", "australia & oceania"),
        *("australia and new zealand", "melanesia", "micronesia", "polynesia", "pacific"),
        *("east asia & pacific", "commonwealth of independent states", "southeast europe"),
        *(
            f"{side}{end} {part}"
            for side in ("north", "south", "east", "west", "central", "middle")
            for end in ("", "ern")
            for part in ("africa", "asia", "europe")
        ),
        *(
            f"{first}{joint}{second} {part}"
            for first in ("south", "north")
            for joint in ("", "-", " ")
            for second in ("east", "eastern", "west", "western")
            for part in ("asia", "africa", "europe")
        ),
    }
)
"""What is no region of a country, though a heading calls it one."""

HEADING_PHRASES: dict[str, str] = {
    "cz name": "county",
    "ad soyad": "fullname",
    "adi soyadi": "fullname",
    "comunidad autonoma": "region",
    "comunitat autonoma": "region",
    "item label": "title",
    "geo name": "location name",
    "event label": "title",
    "local do": "lugar do",
    "local da": "lugar da",
    "local de": "lugar de",
    "local ocorrencia": "lugar",
    "local acidente": "lugar",
    "not less than": "minimum",
    "no less than": "minimum",
    "not more than": "maximum",
    "no more than": "maximum",
    "не менее": "minimum",
    "не менше": "minimum",
    "не более": "maximum",
    "не більше": "maximum",
    "nicht weniger als": "minimum",
    "nie mniej niz": "minimum",
    "co najmniej": "minimum",
    "au moins": "minimum",
    "al menos": "minimum",
    "pelo menos": "minimum",
    "en az": "minimum",
    "estimation basse": "minimum",
    "au plus": "maximum",
    "a lo sumo": "maximum",
    "en fazla": "maximum",
    "estimation haute": "maximum",
    "data fine": "date end",
    "minor injuries": "slight injured",
    "minor injury": "slight injured",
    "minor wounds": "slight wounded",
    "injuries minor": "slight injured",
    "non fatal": "injured",
    "death toll": "total deaths",
    "fatality toll": "total deaths",
    "toll of deaths": "total deaths",
    "non combatant": "civilian",
    "non combatants": "civilians",
    "fatal injuries": "deaths",
    "fatal injury": "death",
    "fatally injured": "killed",
    "fatally wounded": "killed",
    "mortally wounded": "killed",
    "mortally injured": "killed",
    "mortellement blesses": "tues",
    "смертельно поранені": "загиблі",
    "смертельно поранено": "загиблі",
    "смертельно раненые": "погибшие",
    "смертельно ранено": "погибшие",
    "non injured": "unhurt",
    "non blesses": "indemnes",
    "no heridos": "ilesos",
    "с ш": "широта",
    "сев ш": "широта",
    "пн ш": "широта",
    "в д": "долгота",
    "вост д": "долгота",
    "сх д": "довгота",
    "within 24 h": "firstday",
    "within 24 hours": "firstday",
    "entro 24 h": "firstday",
    "entro 24 ore": "firstday",
    "nelle 24 ore": "firstday",
    "dans les 24 h": "firstday",
    "dans les 24 heures": "firstday",
    "a 24 h": "firstday",
    "a 24 horas": "firstday",
    "innerhalb von 24 stunden": "firstday",
    "24 h": "daily",
    "24 hr": "daily",
    "24 hrs": "daily",
    "24 hours": "daily",
    "24 години": "daily",
    "24 год": "daily",
    "24 часа": "daily",
    "24 heures": "daily",
    "24 horas": "daily",
    "24 stunden": "daily",
    "no identificado": "desconocido",
    "no identificados": "desconocidos",
    "sin identificar": "desconocidos",
    "nao identificado": "desconhecido",
    "nao identificados": "desconhecidos",
    "non identifie": "inconnu",
    "non identifies": "inconnus",
    "not identified": "unspecified",
    "unknown status": "unspecified",
    "status unknown": "unspecified",
    "невідомого статусу": "невідомі",
    "неизвестного статуса": "неизвестные",
    "statut inconnu": "inconnus",
    "estatus desconocido": "desconocidos",
    "nicht identifiziert": "unbekannt",
    "не встановлено": "невідомо",
    "не установлено": "неизвестно",
    "host nation": "hostnation",
    "first name": "forename",
    "first names": "forename",
    "middle name": "forename",
    "given name": "forename",
    "given names": "forename",
    "last name": "surname",
    "last names": "surname",
    "family name": "surname",
    "family names": "surname",
    "full name": "fullname",
    "nom de famille": "surname",
    "שם פרטי": "forename",
    "שם משפחה": "surname",
    "home town": "hometown",
    "home city": "hometown",
    "home address": "residence",
    "home state": "residence",
    "home country": "residence",
    "admin division": "province",
    "administrative division": "province",
    "date of footage": "date",
    "reference period": "date",
    "area description": "location",
    "area name": "location",
    "data source": "source",
    "data sources": "sources",
    "source of data": "source",
    "sources of data": "sources",
    # What flies is "abatido" in Spanish, too: people are where they are named.
    "agresores abatidos": "agresores muertos",
    "delincuentes abatidos": "delincuentes muertos",
    "sicarios abatidos": "sicarios muertos",
    "terroristas abatidos": "terroristas muertos",
    "guerrilleros abatidos": "guerrilleros muertos",
    "insurgentes abatidos": "insurgentes muertos",
    "combatientes abatidos": "combatientes muertos",
    "soldados abatidos": "soldados muertos",
    "policías abatidos": "policías muertos",
    "guerrilleros dados de baja": "guerrilleros muertos",
    "terroristas dados de baja": "terroristas muertos",
    "delincuentes dados de baja": "delincuentes muertos",
    "уничтожено боевиков": "убито боевиков",
    "ликвидировано боевиков": "убито боевиков",
    "нейтрализовано боевиков": "убито боевиков",
    "знищено бойовиків": "убито бойовиків",
    "ліквідовано бойовиків": "убито бойовиків",
    "google maps": "coordinates",
    "map reference": "map",
    "map ref": "map",
    "what 3 words": "pluscode",
    "plus code": "pluscode",
    "plus codes": "pluscode",
    "з п": "rownumber",
    "п п": "rownumber",
    "к сть": "number",
    "кіл сть": "number",
    "кол во": "number",
    "у т ч": "including",
    "в т ч": "including",
    "у тому числі": "including",
    "в том числе": "including",
    "з них": "including",
    "із них": "including",
    "из них": "including",
    "de ellos": "including",
    "d entre eux": "including",
    "w tym": "including",
    "of which": "including",
    "of whom": "including",
    "z czego": "including",
    "di cui": "including",
    "de los cuales": "including",
    "dos quais": "including",
    "de cas": "casos",
    "mise a jour": "updated",
    "date maj": "date updated",
    "dat maj": "date updated",
    "dat deb": "date start",
    "stdate": "date start",
    "dat fin": "date end",
    "dat pub": "date published",
    "last update": "updated",
    "entidad federativa": "estado",
    "unidade federativa": "estado",
    "police department": "police",
    "fire department": "firefighter",
    "dis no": "disno",
    "k 9": "dogs",
    "shot down": "downed",
    "so far": "sofar",
    "to date": "todate",
    "as of": "asof",
    "cut off": "cutoff",
    "станом на": "asof",
    "по состоянию на": "asof",
    "as at": "asof",
    "a ce jour": "todate",
    "hasta la fecha": "todate",
    "hasta ahora": "sofar",
    "ate agora": "sofar",
    "do tej pory": "sofar",
    "на сьогодні": "todate",
    "з початку": "since",
    "от начала": "since",
    "с начала": "since",
    "desde el inicio": "since",
    "depuis le debut": "since",
    "seit beginn": "since",
    "od poczatku": "since",
    "security forces": "soldiers",
    "fuerza publica": "soldiers",
    "fuerzas publicas": "soldiers",
    "fuerzas de seguridad": "soldiers",
    "forcas de seguranca": "soldiers",
    "forces de l ordre": "soldiers",
    "forces de securite": "soldiers",
    "forze dell ordine": "soldiers",
    "state province": "province",
    "a jour": "updated",
    "submission time": "submissiondate",
    "instance id": "instanceid",
    "субєкт рф": "область",
    "н п": "нп",
    "body count": "killed",
    "can kaybi": "killed",
    "pertes en vies humaines": "morts",
    "vies humaines": "morts",
    "pertes humaines": "morts",
    "loss of life": "deaths",
    "smierc ponioslo": "zginelo",
    "smierc poniesli": "zginelo",
    "стало відомо": "повідомлення",
    "стало известно": "сообщение",
    "gx media links": "photo",
}
"""Several words that are one, and the word of `CONCEPTS` that they stand for."""

PREFIXES = ("n", "i", "nr", "num", "dd", "gps", "ev", "sql", "dh")
"""What is put before a word without a space: "nkill", "iyear", "ddlat", "DHFim"."""

DATE_LETTERS: dict[str, str] = {
    "D": "dd d дд jj tt gg",
    "M": "mm m мм",
    "Y": "yyyy yy рррр рр гггг гг aaaa jjjj rrrr",
}
"""Letters by which headings say how a date is written."""

OST_WORDS: dict[str, str] = {
    "E": (
        "ort orte tote toten verletzte verletzten breite lange breitengrad langengrad koordinaten"
        " gemeinde stadt kreis bundesland quelle beschreibung uhrzeit opfer todesopfer angriff"
        " vorfall ereignis strasse jahr monat bemerkung anzahl getotete getotet verletzt standort"
    ),
    "W": (
        "fecha fechas lugar lugares muertos muertes heridos fallecidos latitud longitud coordenadas"
        " municipio departamento ciudad pueblo descripcion fuente fuentes hora ano mes victimas"
        " ubicacion lieu lieux morts blesses deces commune coordonnees departement ville jour heure"
        " annee mois tues victimes localite luogo morti feriti latitudine longitudine"
        " comune citta giorno ora fonte anno mese vittime mortos feridos cidade ferido"
    ),
}
"""Words of headings that only German, or only French, Italian, Portuguese or Spanish ones have, by
the hemisphere that O is short for there: Ost, or oeste, ouest, ovest."""

_ROMANCE = (
    "FR BE CH LU MC CA ES AD PT IT SM VA BR AO MZ CV GW ST TL AR BO CL CO CR CU DO EC SV GT HN MX"
    " NI PA PY PE UY VE PR GQ HT SN ML BF NE CI GN BJ TG CM TD CF GA CG CD BI RW DJ KM MG MA DZ TN"
    " MR LB GF GP MQ RE YT NC PF"
)
_ARAB = "DZ BH TD KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE IL IR AF PK ER"

LANDS_OF_SCRIPTS: tuple[tuple[str, str], ...] = (
    (r"[\u0400-\u04ff]", "UA RU BY KZ KG TJ UZ TM MN BG RS MK ME BA MD AM AZ GE LV LT EE XK"),
    (r"[\u0590-\u05ff]", "IL PS"),
    (r"[\u0600-\u06ff]", _ARAB),
    (r"[\u3041-\u30ff]", "JP"),
    (r"[\uac00-\ud7af]", "KR KP"),
    (r"[\u4e00-\u9fff]", "CN TW HK MO JP"),
)
"""Scripts, and the countries in which people write in them, the narrower before the wider."""

LANDS_OF_WORDS: dict[str, str] = {"E": "DE AT CH LI LU BE IT", "W": _ROMANCE}
"""Countries in which people speak the languages of `OST_WORDS`."""
