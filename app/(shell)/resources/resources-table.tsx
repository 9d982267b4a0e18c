"use client";

import { createSerializer } from "nuqs/server";
import { DataTable } from "@/components/table/data-table";
import { SelectionBar } from "@/components/table/selection-bar";
import { useColumnChoice } from "@/components/table/use-column-choice";
import { useSelection } from "@/components/table/use-selection";
import { Pager } from "@/components/ui/pager";
