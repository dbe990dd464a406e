import { Component, type ReactNode } from "react";

interface GameBoundaryProps {
  readonly children: ReactNode;
  /** What is shown of the game when its own table has failed. */
  readonly instead: ReactNode;
}

/** A table component that throws takes neither the seats nor the way out with it. */
export class GameBoundary extends Component<GameBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
