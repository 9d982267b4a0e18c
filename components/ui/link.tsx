"use client";

import type { Route } from "next";
import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

export type LinkProps = Omit<ComponentProps<typeof NextLink>, "href" | "prefetch"> & { href: Route };

/**
 * A link to another page of ours. It fetches that page ahead once somebody points at it or comes to it by keyboard; not because it is in
 * sight, as Next would: a table has a hundred of them.
 */
export function Link(props: LinkProps) {
  const [isNear, setIsNear] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={isNear ? "auto" : false}
      onPointerEnter={(event) => {
        setIsNear(true);
        props.onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setIsNear(true);
        props.onFocus?.(event);
      }}
    />
  );
}
