import { Button, MessageBar, MessageBarActions, MessageBarBody, Tab, TabList } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useCallback, useId, useRef, useState } from "react";
import type { Deal } from "../deal/deal";
import { goTo } from "./commands/goTo";
import { useDealReading } from "./dealReading";
import type { OpenWorkbook } from "./openWorkbook";
import type { Place } from "./placeText";
import { DealView } from "./views/DealView";
import { ErrorBoundary } from "./views/ErrorBoundary";
import { FunctionsView } from "./views/FunctionsView";
import { PaneHead } from "./views/PaneHead";
import { WhyView } from "./views/WhyView";
import "./views/pane.css";

const VIEWS = { deal: "Deal", why: "Why", functions: "Functions" } as const;

/** What the chip leads to: the first of these that there is. */
const STATE_PARTS = ["#problems", "#missing", "#toAnswer", "#due"];

export type PaneView = keyof typeof VIEWS;

interface Props {
  readonly open: OpenWorkbook;
  readonly view: PaneView;
  readonly onView: (view: PaneView) => void;
  /** Offers workbooks to start from, where there are any. */
  readonly onStart?: () => void;
}

/** What stands beside the sheet, in Excel and in the workbench: the deal and its figure above, and one of the views below. */
export function Pane({ open, view, onView, onStart }: Props) {
  const { host, evaluate } = open;
  const reading = useDealReading(open);
  const [chosen, setChosen] = useState<string | undefined>();
  const [notice, setNotice] = useState<string | undefined>();
  const id = useId();
  const go = useCallback((place: Place) => void goTo(host, place).then(setNotice), [host]);
  const [visit, setVisit] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  /** What is to be answered or mended, from wherever one is; where nothing is, the deal. */
  const showState = () => {
    onView("deal");
    setVisit((before) => before + 1);
    requestAnimationFrame(() => STATE_PARTS.flatMap((part) => body.current?.querySelector<HTMLElement>(part) ?? [])[0]?.focus());
  };
  const deal = reading.deals?.find((one) => keyOf(one) === chosen) ?? reading.deals?.[0];
  const before = reading.before?.find((one) => deal !== undefined && keyOf(one) === keyOf(deal));
  return (
    <div className="paneBody" ref={body}>
      <PaneHead
        reading={reading}
        deal={deal}
        before={before}
        onWhy={(cell) => {
          go(cell);
          onView("why");
        }}
        onState={showState}
      >
        <TabList selectedValue={view} onTabSelect={(_, { value }) => onView(value as PaneView)} aria-label="Views of the pane" size="small" className="paneTabs">
          {Object.entries(VIEWS).map(([value, name]) => (
            <Tab key={value} value={value} id={`${id}${value}`} aria-controls={view === value ? `${id}view` : undefined}>
              {name}
            </Tab>
          ))}
        </TabList>
      </PaneHead>
      {notice !== undefined && (
        <MessageBar intent="warning" role="alert" layout="multiline">
          <MessageBarBody>{notice}</MessageBarBody>
          <MessageBarActions containerAction={<Button aria-label="Close the message of the pane" appearance="transparent" icon={<DismissRegular />} onClick={() => setNotice(undefined)} />} />
        </MessageBar>
      )}
      <div role="tabpanel" id={`${id}view`} aria-labelledby={`${id}${view}`} className="paneView">
        <ErrorBoundary key={view} what={`The view ${VIEWS[view]}`}>
          {view === "deal" && <DealView key={visit} host={host} reading={reading} deal={deal} before={before} onChoose={(one) => setChosen(keyOf(one))} onGo={go} onStart={onStart} />}
          {view === "why" && <WhyView host={host} evaluate={evaluate} onGo={go} />}
          {view === "functions" && <FunctionsView />}
        </ErrorBoundary>
      </div>
    </div>
  );
}

/** By which a deal is known again when the workbook has been read anew: the largest may be another one then. */
function keyOf({ title, lines }: Deal): string {
  return `${title} ${lines.at(-1)?.id ?? ""}`;
}
