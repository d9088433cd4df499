import type { Decimal } from "../../engine/decimal";
import type { Layer } from "../../engine/waterfall";
import { waterfallCall } from "../../functions/waterfall";
import { labelText, percentText, roundedText } from "./phrases";
import type { Speech } from "./speech";

/** In which order cash is paid out: a sentence for each row of the table, rank by rank. */
export function layersSentence(speech: Speech): string {
  const [cash, layers, decimals, amounts] = ["cash", "layers", "decimals", "amounts"].map((parameter) => speech.values(parameter));
  const { reading, terms, table } = waterfallCall({ cash, layers, decimals, amounts });
  return reading.answered(undefined, () => {
    const rows = terms.layers.map((layer, row) => ({ layer, payee: labelText(table.payees[row] ?? "") || `row ${row + 1}` }));
    const ranks = [...new Set(terms.layers.map(({ rank }) => rank))].sort((a, b) => a - b);
    const money = (amount: Decimal) => speech.money(amount);
    const each = ranks.flatMap((rank) => rows.filter(({ layer }) => layer.rank === rank).map(({ layer, payee }) => `${rank}: ${payee} ${claim(speech, layer, money)}${limits(layer, money)}.`));
    return `${speech.label("cash")} is paid in this order, rows of one number side by side${roundedText(terms.decimals, decimals !== undefined)}. ${each.join(" ")}`;
  });
}

function claim(speech: Speech, layer: Layer, money: (amount: Decimal) => string): string {
  const { period } = speech;
  const owed = (amount: Decimal) => (amount.isZero() ? "" : `, and ${money(amount)} owed from before`);
  switch (layer.type) {
    case "fixed": {
      const due = speech.byPeriod(layer.due, money);
      return `${due} a ${period}, ${layer.carried ? "what is not paid being owed on" : "what cannot be paid lapsing"}${owed(layer.owed)}`;
    }
    case "percent": {
      const of = layer.of === "gross" ? "gross" : layer.of === "remaining" ? "what remains" : `what was left after ${layer.of.after}`;
      return `${percentText(layer.rate)} of ${of}`;
    }
    case "recoup": {
      const premium = layer.rate.isZero() ? "" : ` plus ${percentText(layer.rate)}`;
      const added = layer.added.some((amount) => !amount.isZero()) ? `${layer.amount.isZero() ? "" : " and "}${speech.byPeriod(layer.added, money)}` : "";
      const amount = layer.amount.isZero() && added !== "" ? "" : money(layer.amount);
      return `${amount}${added}${premium}, until paid`;
    }
    case "preferred": {
      const on = "capital" in layer.on ? capital(speech, layer.on, money) : "what it has still to recoup";
      return `${percentText(layer.rate)} a ${period} on ${on}, ${layer.compound ? "compound" : "simple"}${owed(layer.owed)}`;
    }
    case "split":
      return `${percentText(layer.rate)} of what is left${layer.until === undefined ? "" : `, until it has been paid ${money(layer.until)}`}`;
    case "catch-up":
      return `${percentText(layer.rate)} of what is left${layer.until === undefined ? "" : `, until it has ${percentText(layer.until)} of the profit`}`;
    case "residual":
      return "what is left";
  }
}

function capital(speech: Speech, { capital: amount, added }: { readonly capital: Decimal; readonly added: readonly Decimal[] }, money: (amount: Decimal) => string): string {
  const more = added.some((one) => !one.isZero()) ? speech.byPeriod(added, money) : "";
  return [...(amount.isZero() && more !== "" ? [] : [money(amount)]), ...(more === "" ? [] : [more])].join(" and ");
}

function limits({ cap, paid }: Layer, money: (amount: Decimal) => string): string {
  const most = cap === undefined ? "" : `, at most ${money(cap)} in all`;
  return `${most}${paid.isZero() ? "" : `, ${money(paid)} paid before counting`}`;
}
