"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheck, MenuContent, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import type { ColumnChoice } from "./use-column-choice";

type ColumnMenuProps = {
  columns: readonly { id: string; header: string; isFixed?: boolean }[];
  choice: ColumnChoice;
};

/** Shows and hides columns. */
export function ColumnMenu({ columns, choice }: ColumnMenuProps) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm" variant="quiet" className="max-sm:hidden">
          <Columns3 aria-hidden="true" />
          Columns
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>Show columns</MenuLabel>
        {columns
          .filter((column) => !column.isFixed)
          .map((column) => (
            <MenuCheck
              key={column.id}
              checked={!choice.hidden.includes(column.id)}
              onCheckedChange={() => choice.toggle(column.id)}
            >
              {column.header}
            </MenuCheck>
          ))}
      </MenuContent>
    </Menu>
  );
}
