"use client";

import { Download } from "lucide-react";
import { Button } from "./button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "./menu";

/** "Export": files of what a page shows. Plain links, because a file is no page. */
export function FileMenu({ files }: { files: readonly { label: string; href: string }[] }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm" variant="quiet">
          <Download aria-hidden="true" />
          <span className="max-sm:sr-only">Export</span>
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        {files.map(({ label, href }) => (
          <MenuItem key={href} asChild>
            <a href={href} download>
              {label}
            </a>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
