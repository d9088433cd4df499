import { Link } from "@fluentui/react-components";
import { placeText, type Place } from "../placeText";

interface Props {
  readonly place: Place;
  /** What is gone to; without it, the address or the name. */
  readonly text?: string;
  readonly onGo: (place: Place) => void;
}

/** A place that leads to its cells in the sheet. */
export function Go({ place, text, onGo }: Props) {
  const where = placeText(place);
  return (
    <Link inline as="button" className="go" title={`Go to ${where}`} onClick={() => onGo(place)}>
      {text ?? where}
    </Link>
  );
}
