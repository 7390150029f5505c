import { Filters } from "../components/filters/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-filters", Filters.schema);
