import { Component, type ReactNode } from "react";

interface Props {
  /** What has stopped working, at the start of a sentence. */
  readonly what: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one part of the page from taking down the rest. */
export class ErrorBoundary extends Component<Props, { readonly fault?: Error }> {
  override state: { readonly fault?: Error } = {};

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return (
      <div role="alert" className="fault">
        <p>
          {this.props.what} has stopped working: {fault.message}
        </p>
        <button type="button" onClick={() => this.setState({ fault: undefined } as unknown as { fault: Error })}>
          Try again
        </button>
      </div>
    );
  }
}
