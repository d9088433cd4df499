import type { ChoiceName, Role } from "../deal";

/** What a part of a deal is called: in words that say it, and in words that other trades use too. */
interface RoleWords {
  readonly en: string;
  readonly de: string;
  readonly fr: string;
  readonly es: string;
  readonly it?: string;
  readonly nl?: string;
  readonly pt?: string;
  /** These alone are not enough: asked, unless cells or labels say more. */
  readonly weak?: string;
}

/** What others keep, without a word that says of what. */
const COMMISSIONS =
  "commission, commission rate, admin %, admin commission %, administration commission %, admin fee %, administration %, administration fee %, administrator fee %, collection fee %, collection commission %, distribution fee %, distribution commission %, distributor commission %, distributor fee %, marketplace commission %, marketplace fee %, verwaltungsgebühr %, verwaltungsprovision %, inkassoprovision %, vertriebsgebühr %, vertriebsprovision %, frais de gestion %, commission de gestion %, commission de perception %, commission de distribution %, commission distributeur %, gastos de administración %, comisión de administración %, comisión de gestión %, comisión de cobro %, comisión de distribución %";

/** How roles are called, in any case, order and number; accents and umlauts do not matter. */
export const ROLE_WORDS: Readonly<Record<Exclude<Role, "split part" | "fee count">, RoleWords>> = {
  base: {
    en: "bookings, gross bookings, net bookings, ad sales, ad revenue, wholesale sales, retail sales, merchandise sales, net ad revenue, fee income, royalty bearing sales, distributor receipts, licensee revenue, licensee sales, revenue, net revenue, gross revenue, sales, net sales, gross sales, sales revenue, turnover, net turnover, receipts, net receipts, gross receipts, nsr, net invoiced sales, invoiced sales, licensed sales, subscription revenue, box office, proceeds, net proceeds, gross proceeds, royalty base, franchise sales, store sales, takings, advertising revenue, billings, gross billings, net billings",
    de: "umsatz netto, erlös, erlös netto, nettoerlös, bruttoerlös, verkaufserlös, lizenzerlöse, umsatz, nettoumsatz, bruttoumsatz, umsatzerlöse, erlöse, nettoerlöse, bruttoerlöse, erlöse netto, einnahmen, nettoeinnahmen, verkaufserlöse",
    fr: "encaissements, revenus, revenus nets, revenus bruts, chiffre d affaires, ca net, ca brut, ca ht, recettes, recettes nettes, recettes brutes, ventes, ventes nettes, ventes brutes",
    es: "ventas pvp, ingresos por ventas, facturación, ingresos, ingresos netos, ingresos brutos, ventas, ventas netas, ventas brutas, recaudación, facturación neta",
    it: "ricavi, ricavi netti, ricavi lordi, fatturato, fatturato netto, vendite, vendite nette, vendite lorde, incassi, incassi netti, introiti, introiti netti",
    nl: "omzet, netto omzet, nettoomzet, bruto omzet, opbrengst, opbrengsten, netto opbrengst, verkopen, netto verkopen, ontvangsten, netto ontvangsten",
    pt: "receita, receitas, receita líquida, receita bruta, vendas, vendas líquidas, vendas brutas, faturamento, faturação, faturamento líquido",
    weak: "volume sold, sold, shipments, units shipped, devices, installs, seats, pieces, verkaufte, ausgelieferte, ventas unidades, unités vendues, copie vendute, exemplaren, ca, income, units, units sold, copies, copies sold, downloads, streams, plays, tokens, tokens ingested, impressions, subscribers, absatz, stückzahl, exemplaire, exemplaires vendus, unidades, ejemplares, earnings, gross, ns, cash, distributable cash, cash available",
  },
  "deduction rate": {
    en: "sub agent %, sub agent retention %, subagent retention %, subagent commission %, platform fee %, store fee %, store commission %, app store fee %, packaging deduction %, container charge %, packaging %, payment processing %, sub publisher %, subpublisher %, sub publishing %, sub publisher fee %, sub publisher commission %, sub publisher retention %, source retention %",
    de: "subverlag %, subverleger %, subverlagsanteil %",
    fr: "sous éditeur %, commission sous éditeur %, retenue sous éditeur %",
    es: "retención del subeditor %, subeditor %, subeditorial %, comisión del subeditor %",
    it: "trattenuta subeditore %, trattenuta del subeditore %, trattenuta %",
    weak: COMMISSIONS,
  },
  commission: {
    en: "agent commission %, licensing agent commission %, licensing agent fee %, agency commission %, agent fee %, agency fee %, manager commission %, management commission %, talent agent commission %, literary agent commission %, sales agent commission %, payout commission %, payout fee %",
    de: "agenturprovision %, agentenprovision %, agenturgebühr %, auszahlungsprovision %, auszahlungsgebühr %",
    fr: "commission d agent %, commission d agence %, commission de l agent %, commission sur versements %",
    es: "comisión de agente %, comisión del agente %, comisión de la agente %, comisión de agencia %, comisión agente literario %, comisión sobre pagos %",
    it: "commissione agente %, commissione agenzia %, provvigione agente %",
    nl: "agentcommissie %, commissie agent %",
    pt: "comissão do agente %, comissão de agência %",
    weak: `${COMMISSIONS}, agent %, agency %, manager %, agente %, agentur %`,
  },
  deductions: {
    en: "deductions, exclusions, allowable deductions, off the top",
    de: "abzüge, erlösschmälerungen",
    fr: "déductions, abattements",
    es: "deducciones",
    it: "deduzioni, detrazioni",
    nl: "aftrek, aftrekposten",
    pt: "deduções",
  },
  share: {
    en: "attribution share, licensed share, revenue share, time share, share of revenue, rev share, share of sales, share of receipts, share of proceeds, share of turnover",
    de: "umsatzanteil, erlösanteil, umsatzbeteiligung",
    fr: "part attribuée, part de revenus, quote part",
    es: "cuota de ingresos",
    it: "quota di ricavi",
    nl: "omzetaandeel",
    pt: "quota de receita",
    weak: "share, sub publisher %, subpublisher %, subverlag %, sous éditeur %, subeditor %, attribution, anteil, part, participación, cuota",
  },
  tiers: {
    en: "tiers, royalty tiers, rate tiers, scale, royalty scale, sliding scale, price scale, royalty schedule, rate schedule, rate table, royalty table, royalty rates table, royalty bands, tiered rates, brackets, bands, escalator, escalators",
    de: "preisstaffel, staffel, lizenzstaffel, staffelsätze, stufen, honorarstaffel, staffelung",
    fr: "barème, barème de droits, paliers, tranches, barème de redevance",
    es: "tramos, escala, escalado, escala de regalías, tramos de regalías",
    it: "scaglioni, scala, scaglioni di royalty, aliquote a scaglioni",
    nl: "staffel, royaltystaffel, schijven",
    pt: "escalões, faixas, escala, faixas de royalty",
  },
  "tier starts": {
    en: "threshold, thresholds, tier starts, tier thresholds, lower bounds, tier from, breakpoint, breakpoints",
    de: "schwellen, schwellenwerte, staffelgrenzen",
    fr: "seuils",
    es: "umbrales",
    it: "soglie",
    nl: "drempels",
    pt: "limiares, patamares",
  },
  "tier rates": {
    en: "tier rates, rates, marginal rates, royalty rates",
    de: "stufensätze, staffelsätze",
    fr: "taux par palier, taux",
    es: "tasas por tramo, tasas",
    it: "aliquote",
    nl: "percentages per schijf",
    pt: "alíquotas",
  },
  rate: {
    en: "royalty rate, royalty pct, royalty percent, royalty percentage, royalty %, flat rate, running royalty, earned royalty, earned royalty rate, licence rate, license rate, licence percent, patent royalty rate, franchise royalty, continuing royalty, participation rate, backend percent",
    de: "lizenzsatz, lizenzrate, lizenz prozent, tantieme, tantiemesatz, honorarsatz, lizenzgebührensatz, beteiligungssatz, absatzhonorar",
    fr: "taux de redevance, taux redevance, taux de droits, taux de royalties, pourcentage de droits, redevance %, droits d auteur %, royalties %, taux de royalty",
    es: "tasa de regalía, porcentaje de regalía, canon, tasa regalía, porcentaje de derechos, regalía %, regalías %, derechos de autor %, royalty %",
    it: "aliquota royalty, royalty %, tasso di royalty, percentuale royalty, percentuale di royalty, diritti d autore %, percentuale diritti",
    nl: "royaltypercentage, royalty percentage, royalty tarief, licentiepercentage",
    pt: "taxa de royalty, percentual de royalty, percentagem de royalty, direitos de autor %, direitos autorais %, taxa de royalties",
    weak: "royalties, percent of revenue, züchterlizenz, stücklizenz, royalty per unit, lizenzanteil, participación del autor, porcentaje del autor, diritti, rate, rr, roy, royalty, commission, commission rate, satz, taux, tasa, regalía, redevance, tantième, honorar, lizenz, lizenzgebühr, droits d auteur, derechos de autor",
  },
  usage: {
    en: "usage, usage log, consumption, metering, meter, usage volumes",
    de: "nutzung, verbrauch, nutzungsmengen",
    fr: "consommation, usages",
    es: "consumo, volúmenes de uso",
    it: "consumi, utilizzo",
    nl: "verbruik, gebruik",
    pt: "uso, utilização",
    weak: "use, mengen, utilisation, uso, volume",
  },
  "rate card": {
    en: "rate card, price card, ratecard, usage prices",
    de: "preisliste, preiskarte",
    fr: "grille tarifaire",
    es: "tarifario, lista de precios",
    it: "listino prezzi, tariffario",
    nl: "prijslijst, tarievenkaart",
    pt: "tabela de preços, tarifário",
    weak: "price list, pricing, prices, card, tarif, tarife, tarifs, tarifas",
  },
  fee: {
    en: "key money, onboarding fee, signature payment, closing payment, effective date payment, exclusivity fee, exclusivity payment, porting fee, launch fee, delivery payment, one off fee, one time fee, completion fee, technical access fee, documentation fee, technology fee, registration fee, transfer fee, upfront fee, up front fee, front fee, signing fee, signature fee, signing payment, upfront payment, licence fee, license fee, licensing fee, access fee, training fee, fixed fee, flat fee, annual fee, issue fee, licence issue fee, license issue fee, initial fee, initial franchise fee, franchise fee, entry fee, integration fee, setup fee, set up fee, refresh fee, delivery fee, option fee, execution fee, buyout fee, session fee, synch fee, sync fee, maintenance fee, annual maintenance fee, platform fee, subscription fee, format fee, episode fee, reproduction fee",
    de: "portierungsgebühr, einrichtungsgebühr, exklusivgebühr, bereitstellungsgebühr, technologiegebühr, abschlussgebühr, einmalzahlung, einstiegszahlung, einstiegsgebühr, grundgebühr, pauschale, lizenzpauschale, eintrittsgebühr, einmalgebühr",
    fr: "forfait, droit d entrée, droits d entrée, prime de signature, redevance fixe, frais d entrée, redevance initiale",
    es: "cuota de licencia, cuota por episodio, cuota por temporada, tarifa por episodio, pago inicial, cuota fija, canon de entrada, tarifa fija, pago a la firma, prima de firma, derecho de entrada, cuota de entrada",
    it: "compenso fisso, corrispettivo fisso, una tantum, canone fisso, quota d ingresso, compenso alla firma, fee d ingresso, diritto d ingresso",
    nl: "vaste vergoeding, vergoeding, eenmalige vergoeding, licentievergoeding, instapvergoeding, formatvergoeding",
    pt: "taxa inicial, taxa fixa, pagamento inicial, valor fixo, taxa de entrada, prêmio de assinatura",
    weak: "vergütung, compenso, corrispettivo, taxa, fee, gebühr, honoraire, lump sum, upfront, up front, payment, zahlung, paiement, pago",
  },
  guarantee: {
    en: "minimum fee, minimum licence fee, minimum fee per quarter, minimum fee per year, minimum annual licence fee, minimum per contract year, minimum per year, minimum monthly payment, minimum quarterly payment, minimum quarterly royalty, guaranteed minimum payment, guaranteed payment, minimum per quarter, minimum annual payments, annual minimum payment, minimum guarantee, guarantee, mg, minimum royalty, minimum annual royalty, guaranteed minimum, guaranteed minimum royalty, annual minimum, minimum annual guarantee, minimum guaranteed royalty, minimum royalties, guaranteed royalty, minimum payment, minimum annual payment, annual minimum royalty, minimum commitment, minimum annual commitment, minimum annual fee",
    de: "mindestvergütung, mindestentgelt, mindestzahlung, mindestlizenzerlös, mindestlizenz, mindestlizenzgebühr, garantiesumme, mindestgarantie, mindestlizenzzahlung, garantielizenz, minimallizenz, mindesthonorar, garantiehonorar",
    fr: "minimum garanti, minimum garanti annuel, redevance minimale, redevance minimum, minimum annuel",
    es: "mínimo garantizado, garantía mínima, regalía mínima, mínimo anual, canon mínimo",
    it: "minimo garantito, minimo garantito annuo, garanzia minima, royalty minima",
    nl: "minimumgarantie, gegarandeerd minimum, minimum royalty, garantie minimum",
    pt: "mínimo garantido, garantia mínima, royalty mínimo",
    weak: "minimum, mag, mar, garantie, garantía, floor",
  },
  "earned by account": {
    en: "earnings by account, account earnings, royalties by account",
    de: "erlöse je konto, lizenzerlöse je konto",
    fr: "redevances par compte, droits par compte",
    es: "regalías por cuenta, derechos por cuenta",
    weak: "earnings",
  },
  advance: {
    en: "prepaid royalties, prepaid minimum, prepaid run time royalties, advance, recoupable advance, recoupable, royalty advance, prepaid royalty, non refundable advance, nonrefundable advance",
    de: "vorauszahlung, vorschuss, garantievorschuss, anzahlung, vorschusszahlung",
    fr: "à valoir, avaloir, avance, avance récupérable",
    es: "anticipo, adelanto, anticipo a cuenta",
    it: "anticipo, acconto, anticipo recuperabile",
    nl: "voorschot, voorschotten",
    pt: "adiantamento, antecipação",
    weak: "prepayment",
  },
  "opening balance": {
    en: "unrecouped, unrecouped balance, unrecouped balance brought forward, unrecouped brought forward, unrecouped bf",
    de: "offener vorschuss, nicht verrechneter vorschuss, saldovortrag",
    fr: "à valoir non amorti, solde à valoir, solde non amorti, solde reporté",
    es: "saldo no recuperado, anticipo pendiente",
    it: "saldo non recuperato, anticipo non recuperato",
    nl: "niet verrekend voorschot, openstaand voorschot",
    pt: "saldo não recuperado, saldo não recuperado anterior",
    weak: "opening balance, balance brought forward, previous balance, solde antérieur, saldo anterior, saldo pendiente, anfangssaldo",
  },
  reserve: {
    en: "hold back, hold back for returns, held back for returns, held back for refunds, returns reserve, reserve for returns, reserve against returns, holdback, reserve rate, royalty reserve, refund reserve, reserve for refunds, refund holdback, returns provision",
    de: "einbehalt, retoureneinbehalt, einbehalt für rückware, einbehalt für retouren, retourenreserve, remissionsreserve, rückstellung für remittenden, remittendenrückstellung",
    fr: "provision pour retours, provision retours, réserve pour retours",
    es: "reserva por devoluciones, reserva para devoluciones",
    it: "riserva resi, riserva per resi, accantonamento resi",
    nl: "retourreserve, reserve voor retouren",
    pt: "reserva para devoluções, reserva de devoluções",
    weak: "reserve, rückstellung, réserve, reserva, provision",
  },
  release: {
    en: "hold back released after, hold back paid out after, hold back released, reserve liquidated after, liquidated after, reserve released after, released after, months until release, reserve release, reserve liquidation, liquidation, release after, reserve released, liquidation period, reserve release period",
    de: "auflösung des einbehalts, auflösung einbehalt, freigabe, auflösung, freigabe nach, auflösung nach",
    fr: "reprise, libération, reprise après",
    es: "liberación, liberación de reserva, liberación tras",
    it: "svincolo, rilascio riserva, svincolo riserva",
    nl: "vrijval, vrijgave",
    pt: "liberação, libertação da reserva",
    weak: "release",
  },
  layers: {
    en: "layers, waterfall, waterfall layers, recoupment schedule, distribution order, distribution waterfall",
    de: "rangfolge, verteilungsplan, erlösverteilung, wasserfall",
    fr: "cascade, rangs, ordre de récupération",
    es: "cascada, prelación",
    it: "cascata, ordine di recupero",
    nl: "waterval",
    pt: "cascata",
  },
  split: {
    en: "split, splits, holders, points, participants, participations, holder split, holder shares, royalty split, writer splits, ownership, distribution",
    de: "verteilungsschlüssel, aufteilung, anteile, verteilung, erlösaufteilung",
    fr: "clé de répartition, répartition, ayants droit",
    es: "reparto, participaciones, distribución",
    it: "ripartizione, riparto, quote, aventi diritto",
    nl: "verdeling, verdeelsleutel, rechthebbenden",
    pt: "repartição, rateio, participações",
    weak: "shares, weights, parts, beteiligung",
  },
  withholding: {
    en: "tax withheld at source, withholding tax on royalties, withheld tax, withholding, withholding tax, withholding rate, wht, wht rate, withholding tax rate, tax withheld, tax withholding, treaty rate, tax at source, wh tax",
    de: "quellensteuer, quellensteuersatz, abzugsteuer, qst, abzugssteuer",
    fr: "retenue fiscale, impôt retenu, retenue à la source, retenue source, ras, taux de retenue",
    es: "irpf, retención irpf, retención, tipo de retención, retención fiscal, irnr, retención en origen",
    it: "ritenuta, ritenuta alla fonte, ritenuta d acconto, aliquota ritenuta",
    nl: "bronbelasting, bronheffing",
    pt: "retenção, retenção na fonte, imposto retido na fonte, irrf",
  },
  "exchange rate": {
    en: "exchange rate, fx, fx rate, spot rate, currency rate",
    de: "wechselkurs, devisenkurs, umrechnungskurs",
    fr: "taux de change, cours de change",
    es: "tipo de cambio, tasa de cambio",
    it: "tasso di cambio, cambio",
    nl: "wisselkoers",
    pt: "taxa de câmbio, câmbio",
    weak: "kurs, cours, conversion rate",
  },
  "discount rate": {
    en: "npv rate, npv discount rate, present value rate, dcf rate, royalty discount rate, discount rate, discount rate annual, annual discount rate",
    de: "kalkzins, barwertzins, zinssatz barwert, zins für barwert, kalkulationszins, kalkulationszinssatz, abzinsungssatz, diskontsatz, diskontierungssatz, abzinsung",
    fr: "taux d actualisation, taux actualisation, actualisation",
    es: "tasa descuento, tasa de descuento, tipo de descuento",
    it: "tasso di sconto, tasso di attualizzazione",
    nl: "disconteringsvoet, disconteringspercentage",
    pt: "taxa de desconto",
    weak: "wacc, dr, cost of capital, hurdle rate, kapitalkosten",
  },
  "contract years": {
    en: "contract year, licence year, license year, deal year, agreement year, royalty year",
    de: "vertragsjahr, lizenzjahr",
    fr: "année contractuelle, année du contrat, année de contrat",
    es: "año contractual, año de contrato, año del contrato",
    it: "anno contrattuale, anno di contratto",
    nl: "contractjaar",
    pt: "ano contratual, ano do contrato",
    weak: "year",
  },
  "period labels": {
    en: "period, quarters, months, accounting period, reporting period, royalty period",
    de: "quartal, quartale, zeitraum, perioden, monate, jahre, abrechnungszeitraum",
    fr: "trimestre, périodes, mois, semestre, années",
    es: "trimestre, periodos, meses, semestre, años",
    it: "trimestre, periodi, mesi, semestre, anni",
    nl: "kwartaal, periodes, maanden, jaren",
    pt: "trimestres, períodos, meses, semestres, anos",
    weak: "year, dates, timeline",
  },
};

/** How the cell of a choice is called. */
export const CHOICE_WORDS: Readonly<Partial<Record<ChoiceName, string>>> = {
  method: "method, tier method, royalty method, calculation method, scale method, tier type, berechnungsart, staffelart, méthode, método",
  resets: "resets, reset, tier reset, scale resets, tiers reset, rücksetzung, remise à zéro, reinicio",
  negative: "negative net, negative net revenue, negative revenue, net below zero, negative balance treatment, deficit treatment, deficits are, behandlung defizit, traitement du déficit, tratamiento del déficit",
  window: "window, mg window, recoup window, recoupment window, guarantee window, shortfall window, shortfall recoupable, shortfalls recouped, carry forward, verrechnungsfenster, fenêtre, ventana",
  crossed: "crossed, cross collateralised, cross collateralized, cross collateralisation, cross collateralization, cross collateral, xcoll, querverrechnung, quer verrechnet, compensation croisée, compensación cruzada",
  "gross up": "gross up, tax gross up, grossup, nettovereinbarung",
  when: "payment timing, cash flow timing, discounting convention, discount timing, mid period",
  decimals: "decimals, rounding, round to, rundung, nachkommastellen, décimales, arrondi, decimales, redondeo",
  "fee treatment": "fee treatment, fee recoupable, fee is, behandlung gebühr",
  "fee paid": "fee paid, fee payable, fee timing, fee due",
  "guarantee is for": "guarantee is for, guarantee basis, guarantee period",
  currency: "currency, reporting currency, deal currency, contract currency, royalty currency, währung, berichtswährung, vertragswährung, devise, devise du contrat, moneda, divisa",
  "periods a year": "periods a year, periods per year, payments per year, perioden pro jahr",
};

/** Words that other trades have: what is called so is never proposed. A longer phrase of a role takes its words with it: withholding tax is no tax. */
export const OTHER_TRADES =
  "check, checks, case, case selected, point of sale, points of sale, control total, flag, switch, scenario, active case, model version, court, other case, in licence, shareholder, growth, churn, inflation, interest, interest rate, loan, debt, tax, income tax, corporate, corporate tax, vat, sales tax, tax rate, cogs, cost, cost of sales, cost of revenue, expense, opex, capex, headcount, staff, budget, forecast, actual, prior year, last year, prior plan, previous plan, prior forecast, ly, old, peak, market, list price, customer, deferred, deferred revenue, bad, ebitda, ebit, margin, outstanding, occupancy, profit, gross profit, net income, income statement, salary, wage, payroll, bonus, pension, hire, hiring, fte, employee, social security, rent, depreciation, amortisation, amortization, goodwill, asset, liability, equity, dividend, share price, working capital, inventory, receivable, beta, risk premium, risk free, covenant, leverage, coupon, principal, repayment, drawdown, facility, lender, lease, arpu, cac, ltv, conversion, retention, utilisation rate, discount factor, terminal value, perpetuity, cost of equity, cost of debt, dso, dpo, dio, cash flow, fcf, irr, bank, overdraft, revolver, term loan, senior, mezzanine, insurance, marketing, advertising, travel, severance, vacation, sick, attrition, turnover rate, staff turnover, employee turnover, labor, labour, commission expense, royalty expense, royalty income, revenue per employee, days, nol, effective rate, statutory, benchmark, comparable, comps, competitor, walk away, overhead, per employee, stock option, provision for bad, loss, per diem, tuition, grant, duty, excise, levy, breakage, sensitivity, yoy, cagr, opening cash, closing cash, closing balance, minimum cash, cash balance, bank fee, audit fee, legal fee, management fee, commitment fee, arrangement fee, exit fee, professional fee, consulting fee, director fee, director, accounting fee, target, probability, rate of return, audience share, market share, interest on debt, advisory fee, rebate income, sales tax rate, sales commission, sales force, sales team, sales staff, bad debt reserve, legal reserve, statutory reserve, reserve account, debt service reserve, cash reserve, restructuring reserve, warranty reserve, warranty, mau, arpdau, dau, spend, uptime, tickets, hurdle, goodwill test, impairment" +
  ", verkaufsstellen, ist, vorjahr, vorjahres, wachstum, darlehen, zins, zinsen, zinssatz, steuer, steuersatz, steuerjahr, mwst, mehrwertsteuer, umsatzsteuer, ust, körperschaftsteuer, gewerbesteuer, kosten, personal, mitarbeiter, gehalt, gehälter, lohn, miete, abschreibung, tilgung, kredit, planumsatz, planwert, alt, gewinn, rendite, umsatzrendite, marge, fluktuation, bestand, forderung, verbindlichkeit, eigenkapital, rückstellung für steuern, fremdkapital, fremdkapitalzins" +
  ", taux is, taux d is, points de vente, réel, année précédente, exercice précédent, croissance, prêt, emprunt, tva, impôt, impôts, taux d intérêt, intérêt, charges, effectif, coût, coûts, salaire, salaires, loyer, amortissement, bénéfice, dette" +
  ", puntos de venta, real, año anterior, crecimiento, préstamo, gastos, plantilla, interés, impuesto, impuestos, coste, costo, salario, alquiler, amortización, beneficio, deuda, margen" +
  ", consuntivo, anno precedente, iva, imposta, imposte, ires, irap, personale, interessi, mutuo, debito, costi, ammortamento, margine" +
  ", werkelijk, vorig jaar, btw, omzetbelasting, vennootschapsbelasting, rente, personeelskosten, marktaandeel" +
  ", realizado, ano anterior, imposto, juros, folha, dívida, custo, custos";

/** What deals have besides, and what is not computed here yet: listed, and said so. */
export const NOT_YET =
  "advertising fund, ad fund, advertising contribution, marketing fund, common marketing fund, marketing contribution, brand fund, promotion fund, cmf, werbefonds, werbekostenbeitrag, werbegebühr, marketingfonds, fonds publicitaire, redevance publicitaire, fondo de publicidad, fondo de marketing, sales returns, returns allowances, refunds, chargebacks, trade discounts, milestone, milestone payment, sales milestone, development milestone, meilenstein, meilensteinzahlung, jalon, paiement d étape, hito, index, cpi, price index, verbraucherpreisindex, vpi, indice, ipc, stack rates, stacking, royalty stacking, stack cap, royalty cap, similarity, our streams, our minutes, our usage, our share of streams, licensed minutes, module minutes, total streams, total minutes, all minutes, all streams, unsere minuten, gesamtminuten, minutes totales, minutos totales, minimum payout, payment threshold, auszahlungsgrenze, seuil de paiement, umbral de pago, opening deficit";

/** What is sold or used by the piece. */
export const COUNTED_UNITS = "unit, units, sold, copy, download, stream, play, token, impression, subscriber, shipment, device, install, seat, piece, pcs, absatz, stückzahl, stück, stk, verkaufte, ausgelieferte, exemplaire, exemplaires, unités, unidades, uds, ejemplares, copie, exemplaren, stuks, unità, unidade";

/** Sheets that belong to other trades. */
export const OTHER_SHEETS = "conto economico, stato patrimoniale, winst en verlies, winst, balans, exploitatie, demonstração de resultados, dre, balanço, compte d exploitation, resultados, p l, pl, pnl, profit loss, profit and loss, income statement, balance sheet, bs, cash flow, cf, debt, loan, loans, financing, opex, capex, headcount, hr, payroll, staff, tax, taxes, corporate tax, dcf, wacc, valuation, comps, kpi, kpis, marketing, guv, bilanz, personal, steuern, darlehen, kosten, compte de résultat, bilan, paie, dette, balance, nóminas, impuestos, deuda, overheads, expenses, salaries, finance, corporate, fixed assets, working capital";

/** Sheets that nobody works on any more. */
export const OLD_SHEETS = "old, alt, backup, copy, kopie, copie, copia, antiguo, ancien, v1, v0, superseded, draft, deprecated, obsolete, sicherung, veraltet, do not use, unused, previous, template, example, beispiel";

/** Written short in names. */
export const ABBREVIATIONS =
  "rt rate, comm commission, sls sales, act actual, proz percent, prz percent, roy royalty, royal royalty, rev revenue, revs revenue, adv advance, min minimum, guar guarantee, gtee guarantee, gty guarantee, agg aggregate, lic licence, license licence, lics licence, yr year, yrs year, disc discount, dist distribution, ccy currency, curr currency, ded deduction, deds deduction, shr share, rcpt receipt, rcpts receipt, u upfront, upfr upfront, liq liquidation, pmt payment, pmts payment, pct percent, perc percent, prct percent, percentage percent, qtr quarter, qtrs quarter, ann annual, annl annual, pub publisher, wh withholding, whtax wht, thresh threshold, res reserve, recoup recoup, amt amount, val value, num number, sublic sublicense, sublicence sublicense, sublicensing sublicense, prod product, exch exchange, discnt discount, netsales sales, umsaetze umsatz, unrec unrecouped";

/** Words that say nothing of what a range is. */
export const FILLERS =
  "of, per, total, amount, value, data, annual, year, yearly, q, y, month, monthly, quarter, quarterly, table, list, tbl, the, a, an, in, on, at, to, for, from, by, and, or, is, are, this, each, pa, p, k, m, mn, mio, bn, thousand, million, percent, %, currency, number, n, no, input, inputs, figure, term, deal, contract, agreement, licence, licensor, licensee, licensed, source, src, applicable, agreed, def, period, against, all, as, above, payable, paid, payment, zahlung, paiement, pago, weekly, week, wk, daily, signing, signature, recoupable, recouped, schedule, entity, range, rule, unit, calendar, fiscal, fy" +
  ", de, du, des, la, le, les, d, l, à, au, aux, en, par, pour, sur, et, un, une, annuel, montant, total, an, droit" +
  ", der, die, das, des, je, im, in, auf, und, für, vom, von, zum, zur, jahr, jährlich, betrag, wert, gesamt, anrechenbar, netto, brutto, tabelle" +
  ", di, dei, della, delle, il, lo, gli, i, sul, sui, sulle, sulla, alla, con, annuo, annuale, importo, valore, totale, van, het, een, voor, op, met, jaarlijks, bedrag, waarde, totaal, do, da, dos, das, em, com, o, os, ao" +
  ", del, el, los, las, y, por, al, un, anual, importe, valor, neto, bruto, total";

/** Words that say nothing, unless they tell two ranges of one role apart: the standard plan and the pro plan, gross and net. */
export const SOFT_FILLERS = "net, gross, product, pool, current, series, initial, rest, user, party, standard, final, pro, primary";

/** Who is paid or pays: these say whose it is, and not what. */
export const PARTIES = "s, publisher, vendor, artist, author, writer, creator, host, composer, performer, supplier, franchisor, franchisee, museum, university, inventor, verlag, autor, autorin, künstler, artiste, auteur, éditeur, editorial";

/** What stands in front of names by habit. */
export const PREFIXES = "rng, nm, tbl, tab, dbl, i, in, inp, input, c, const, p, x, lst, val, ass, assumption, assump, ref, r, n, calc, dd, tb, nr, par, param, var";

/** What a cell of a unit says. */
export const UNIT_WORDS = "%, fraction, number, word, text, date, anteil, zahl, part, nombre, número, pct, percent, unit, units, #, avg, flag, x, factor, ratio, periods, quarters, half years, halbjahre, semestres, trimestres, years, months, stück, pcs, copies, m, k";

export const CURRENCIES: ReadonlySet<string> = new Set("USD EUR GBP JPY CHF CAD AUD NZD CNY HKD SGD KRW INR BRL MXN SEK NOK DKK PLN CZK HUF TRY ZAR ILS AED SAR KWD BHD TND RUB THB TWD IDR MYR PHP VND ARS CLP COP".split(" "));

export const CURRENCY_SIGNS: Readonly<Record<"€" | "£" | "¥" | "$", string>> = { "€": "EUR", "£": "GBP", "¥": "JPY", $: "USD" };
