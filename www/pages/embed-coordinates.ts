import { Coordinates } from "../components/coordinates/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-coordinates", Coordinates.schema);
