// Everything here is comfort: pages are read and check-ins are saved without a script.
import { startCharts } from "./charts";
import { startCheckIns } from "./check-in";
import { startCoach } from "./coach";
import { startCopying } from "./copy";
import { startDrafts } from "./drafts";
import { startFigures } from "./figures";
import { startFind } from "./find";
import { startKeys } from "./keys";
import { startPasskeys } from "./passkeys";
import { startTheme } from "./theme";
import { startZone } from "./zone";

startTheme();
startDrafts();
startFigures();
startCharts();
startCheckIns();
startCoach();
startFind();
startKeys();
startCopying();
startPasskeys();
startZone();
