import { X } from "lucide-react";
import { Button } from "@/components/ui/button";

/** A filter in force that has no menu of its own; pressing it takes it away. */
export function FilterChip({ children, onRemove }: { children: React.ReactNode; onRemove: () => void }) {
  return (
    <Button size="sm" className="border-accent bg-accent-soft" onClick={onRemove}>
      <span className="sr-only">Remove filter: </span>
      {children}
      <X aria-hidden="true" className="text-muted" />
    </Button>
  );
}
