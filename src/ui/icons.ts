/**
 * Icons by meaning, not by drawing: a screen asks for 'walk', this table knows that lucide calls it footprints.
 * Deep imports only, so that nothing else of lucide is bundled. Add a line here when a screen needs a new one.
 */
import type { LucideProps } from 'lucide-solid';
import type { JSX } from 'solid-js';
import ArrowDownUp from 'lucide-solid/icons/arrow-down-up';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import BookOpen from 'lucide-solid/icons/book-open';
import BuildingComplex from 'lucide-solid/icons/building-complex';
import Cake from 'lucide-solid/icons/cake';
import Calendar from 'lucide-solid/icons/calendar';
import CalendarCheck from 'lucide-solid/icons/calendar-check';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import Camera from 'lucide-solid/icons/camera';
import ChartColumn from 'lucide-solid/icons/chart-column';
import ChartScatter from 'lucide-solid/icons/chart-scatter';
import Check from 'lucide-solid/icons/check';
import CheckCheck from 'lucide-solid/icons/check-check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import ChevronUp from 'lucide-solid/icons/chevron-up';
import ChevronsDown from 'lucide-solid/icons/chevrons-down';
import CircleQuestionMark from 'lucide-solid/icons/circle-question-mark';
import Clock from 'lucide-solid/icons/clock';
import Columns3 from 'lucide-solid/icons/columns-3';
import Copy from 'lucide-solid/icons/copy';
import Download from 'lucide-solid/icons/download';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import ExternalLink from 'lucide-solid/icons/external-link';
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import FileText from 'lucide-solid/icons/file-text';
import Flag from 'lucide-solid/icons/flag';
import Footprints from 'lucide-solid/icons/footprints';
import Funnel from 'lucide-solid/icons/funnel';
import Gift from 'lucide-solid/icons/gift';
import Globe from 'lucide-solid/icons/globe';
import GripVertical from 'lucide-solid/icons/grip-vertical';
import Heart from 'lucide-solid/icons/heart';
import RotateCcwClock from 'lucide-solid/icons/rotate-ccw-clock';
import House from 'lucide-solid/icons/house';
import Info from 'lucide-solid/icons/info';
import Laptop from 'lucide-solid/icons/laptop';
import Lightbulb from 'lucide-solid/icons/lightbulb';
import Link from 'lucide-solid/icons/link';
import List from 'lucide-solid/icons/list';
import Lock from 'lucide-solid/icons/lock';
import Mail from 'lucide-solid/icons/mail';
import MapPin from 'lucide-solid/icons/map-pin';
import Merge from 'lucide-solid/icons/merge';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Minus from 'lucide-solid/icons/minus';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import Pencil from 'lucide-solid/icons/pencil';
import Phone from 'lucide-solid/icons/phone';
import Plus from 'lucide-solid/icons/plus';
import Printer from 'lucide-solid/icons/printer';
import QrCode from 'lucide-solid/icons/qr-code';
import Receipt from 'lucide-solid/icons/receipt';
import Redo2 from 'lucide-solid/icons/redo-2';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import Save from 'lucide-solid/icons/save';
import Search from 'lucide-solid/icons/search';
import Shield from 'lucide-solid/icons/shield';
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal';
import Smartphone from 'lucide-solid/icons/smartphone';
import Star from 'lucide-solid/icons/star';
import Tablet from 'lucide-solid/icons/tablet';
import Tag from 'lucide-solid/icons/tag';
import Trash from 'lucide-solid/icons/trash';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import Truck from 'lucide-solid/icons/truck';
import Undo2 from 'lucide-solid/icons/undo-2';
import Upload from 'lucide-solid/icons/upload';
import User from 'lucide-solid/icons/user';
import Users from 'lucide-solid/icons/users';
import WifiOff from 'lucide-solid/icons/wifi-off';
import Wine from 'lucide-solid/icons/wine';
import X from 'lucide-solid/icons/x';

export const ICONS = {
  alert: TriangleAlert,
  arrow: ArrowRight,
  book: BookOpen,
  bottle: Wine,
  building: BuildingComplex,
  bulb: Lightbulb,
  cake: Cake,
  calendar: Calendar,
  camera: Camera,
  check: Check,
  checks: CheckCheck,
  clock: Clock,
  columns: Columns3,
  copy: Copy,
  dots: Ellipsis,
  down: ChevronDown,
  download: Download,
  drag: GripVertical,
  external: ExternalLink,
  eye: Eye,
  'eye-off': EyeOff,
  file: FileText,
  filter: Funnel,
  flag: Flag,
  gift: Gift,
  globe: Globe,
  heart: Heart,
  history: RotateCcwClock,
  home: House,
  import: Download,
  info: Info,
  laptop: Laptop,
  left: ChevronLeft,
  link: Link,
  list: List,
  lock: Lock,
  mail: Mail,
  'map-pin': MapPin,
  merge: Merge,
  message: MessageCircle,
  minus: Minus,
  more: ChevronsDown,
  offline: WifiOff,
  pen: Pencil,
  phone: Phone,
  plan: CalendarDays,
  plus: Plus,
  portfolio: ChartScatter,
  printer: Printer,
  qr: QrCode,
  question: CircleQuestionMark,
  receipt: Receipt,
  redo: Redo2,
  refresh: RefreshCw,
  report: ChartColumn,
  right: ChevronRight,
  save: Save,
  search: Search,
  settings: SlidersHorizontal,
  shield: Shield,
  smartphone: Smartphone,
  sort: ArrowDownUp,
  star: Star,
  tablet: Tablet,
  tag: Tag,
  team: MonitorSmartphone,
  today: CalendarCheck,
  trash: Trash,
  truck: Truck,
  undo: Undo2,
  up: ChevronUp,
  upload: Upload,
  user: User,
  users: Users,
  walk: Footprints,
  x: X,
} satisfies Readonly<Record<string, (props: LucideProps) => JSX.Element>>;
