// Generated from docs/event-batch.strict.schema.json. Do not edit.

/**
 * The body of every message with sqs.message.format=event-batch and event.validation=strict:
 * the events of one user with their context, in the form that the platform documents. It
 * follows the newest schema that the platform publishes for senders (harvested in August 2026)
 * and the differences that its documentation describes for receivers; pre_attribution,
 * push_reaction and a few words of the lists come from its published models. The connector
 * reads this file and rejects a record whose message would not be valid. Every object is open:
 * members that are not described are allowed. Null members appear only among user_attributes,
 * custom_attributes, and as new and old of a user_attribute_change event. Members marked
 * x-int64 are 64-bit integers that event.int64.format converts.
 */
export interface EventBatch {
  /** The events, in order; empty when there are none. */
  events: Array<Event>;
  /** The platform's number of the user; it may be negative. */
  mpid?: Int64;
  /** The platform's identifier of the device. */
  mp_deviceid?: Uuid;
  /** When the event batch was received, in milliseconds since 1970, UTC. */
  timestamp_unixtime_ms?: Int64;
  /** Number of the event batch. Messages that one event batch was divided into have the same. */
  batch_id: Int64;
  /** The setting event.unique.id. */
  unique_id?: string;
  /** The sender's own id of the upload. */
  source_request_id?: Text;
  /** Id of this one message. */
  message_id: Uuid;
  /** Always events. */
  message_type: "events";
  /** Version of the format: the setting event.schema.version, 2 by default. */
  schema_version: number;
  /** Whether these are real events or those of development. */
  environment: "development" | "production" | "unknown";
  device_info?: DeviceInfo;
  application_info?: ApplicationInfo;
  /**
   * Attributes of the user, by name; names that begin with a dollar sign are reserved for the
   * platform. An attribute that is null is a tag: it has a name and no value.
   */
  user_attributes?: Record<string, UserAttributeValue>;
  /** Names of user attributes to forget. */
  deleted_user_attributes?: Array<string>;
  /** Identities of the user. */
  user_identities?: Array<UserIdentity>;
  /** Identities of the user with partners, by partner. */
  partner_identities?: Record<string, Text>;
  /** Values kept for integrations, by module id. */
  integration_attributes?: Record<string, Record<string, Text>>;
  consent_state?: ConsentState;
  context?: Context;
  source_info?: SourceInfo;
  /** Notifications of the platform. */
  system_notifications?: Array<SystemNotification>;
  /** Internet address of the sender; it may be empty. */
  ip?: IpAddress;
  /** The user the events were first recorded for. */
  origin_mpid?: Int64;
  attribution_info?: AttributionInfo;
  /** Identity of the user with one partner; the older form of partner_identities. */
  partner_identity?: Text;
  /** Version of the software that recorded the events. */
  sdk_version?: Text;
  /** Key of the sender, if the channel transports it in the text. */
  api_key?: Text;
  /** Keys of the sender. */
  api_keys?: Array<string>;
  /** Job that sent the event batch. */
  job_id?: Text;
  /** A mark that clients set when they changed the event batch. */
  modified?: boolean;
}

/** The device the events come from. */
export interface DeviceInfo {
  /** Brand. */
  brand?: Text;
  /** Product name. */
  product?: Text;
  /** Device name. */
  device?: Text;
  /** Manufacturer. */
  device_manufacturer?: Text;
  /** Model. */
  device_model?: Text;
  /** Version of the operating system. */
  os_version?: Text;
  /** Language set on the device. */
  locale_language?: Text;
  /** Country set on the device. */
  locale_country?: Text;
  /** Country the Android device reports. */
  device_country?: Text;
  /** Country of the mobile network. */
  network_country?: Text;
  /** Carrier of the mobile network. */
  network_carrier?: Text;
  /** Code of the mobile network. */
  network_code?: Text;
  /** Country code of the mobile network. */
  network_mobile_country_code?: Text;
  /** Identifier of the system build. */
  build_identifier?: Text;
  /** Release of the Android system. */
  build_version_release?: Text;
  /** User agent of the browser. */
  http_header_user_agent?: Text;
  /** Token for push messages. */
  push_token?: Text;
  /** Radio technology in use. */
  radio_access_technology?: Text;
  /** Architecture of the processor. */
  cpu_architecture?: Text;
  /** Version of Bluetooth. */
  bluetooth_version?: Text;
  /** Older identifier of the Android device. */
  android_uuid?: Text;
  /** Advertising identifier on Windows and Xbox. */
  microsoft_advertising_id?: Text;
  /** Publisher identifier on Windows and Xbox. */
  microsoft_publisher_id?: Text;
  /** Identifier given by AMP pages. */
  amp_id?: Text;
  /** Platform of the device. */
  platform?: "iOS" | "Android" | "web" | "tvOS" | "roku" | "out_of_band" | "alexa" | "smart_tv" | "fire_tv" | "xbox" | "desktop" | "Unknown";
  /** Height of the screen in pixels. */
  screen_height?: Int32;
  /** Width of the screen in pixels. */
  screen_width?: Int32;
  /** Density of the screen in dots per inch. */
  screen_dpi?: Int32;
  /** Hours ahead of UTC. */
  timezone_offset?: Int32;
  /** Whether it is a tablet. */
  is_tablet?: boolean;
  /** Whether daylight saving time is on. */
  is_dst?: boolean;
  /** Whether the user limits advertising. */
  limit_ad_tracking?: boolean;
  /** Whether push messages may sound. */
  push_notification_sound_enabled?: boolean;
  /** Whether push messages may vibrate. */
  push_notification_vibrate_enabled?: boolean;
  /** Whether it can make calls. */
  supports_telephony?: boolean;
  /** Whether it has near-field communication. */
  has_nfc?: boolean;
  /** Whether Bluetooth is on. */
  bluetooth_enabled?: boolean;
  /** Advertising identifier on iOS and tvOS. */
  ios_advertising_id?: Uuid;
  /** Vendor identifier on iOS and tvOS. */
  ios_idfv?: Uuid;
  /** Advertising identifier on Android. */
  android_advertising_id?: Uuid;
  /** Advertising identifier on Roku. */
  roku_advertising_id?: Uuid;
  /** Publisher identifier on Roku. */
  roku_publisher_id?: Uuid;
  /** Advertising identifier on Fire TV. */
  fire_advertising_id?: Uuid;
  /** The user's answer to the tracking question of iOS. */
  att_authorization_status?: "authorized" | "denied" | "not_determined" | "restricted";
  /** When the user answered the tracking question, in milliseconds since 1970, UTC. */
  att_timestamp_unixtime_ms?: Int64;
}

/** The application the events come from. */
export interface ApplicationInfo {
  /** Its name. */
  application_name?: Text;
  /** Its version. */
  application_version?: Text;
  /** Its build number. */
  application_build_number?: Text;
  /** What led to its installation. */
  install_referrer?: Text;
  /** Its package name. */
  package?: Text;
  /** The system it is made for. */
  os?: "IOS" | "Android" | "WindowsPhone" | "MobileWeb" | "UnityIOS" | "UnityAndroid" | "Desktop" | "TVOS" | "Roku" | "OutOfBand" | "Alexa" | "SmartTV" | "FireTV" | "Xbox" | "Unknown";
  /** What Apple's search advertising reports about the installation, by version. */
  apple_search_ads_attributes?: Record<string, Record<string, Text>>;
  /** How many kits were added manually. */
  sideloaded_kits_count?: JsonNumber;
}

/** One identity of the user. */
export interface UserIdentity {
  /** What kind of identity it is. */
  identity_type: "other" | "customer_id" | "facebook" | "twitter" | "google" | "microsoft" | "yahoo" | "email" | "alias" | "facebook_custom_audience_id" | "other_id_2" | "other_id_3" | "other_id_4" | "other_id_5" | "other_id_6" | "other_id_7" | "other_id_8" | "other_id_9" | "other_id_10" | "mobile_number" | "phone_number_2" | "phone_number_3";
  /** The identity itself. */
  identity: Text;
  /** When this identity last changed, in milliseconds since 1970, UTC. */
  timestamp_unixtime_ms: Int64;
  /** Whether it was first seen in this event batch. */
  created_this_batch?: boolean;
}

/** Consent under the CCPA. */
export interface CCPA {
  /** Whether the user opted out of the sale of data. */
  data_sale_opt_out?: ConsentPurpose;
}

/** What the user consented to. */
export interface ConsentState {
  /** Consent under the GDPR, by purpose. */
  gdpr?: Record<string, ConsentPurpose>;
  /** Consent under the CCPA. */
  ccpa?: CCPA;
}

/** The data plan the events are made to. */
export interface DataPlan {
  /** Id of the plan. */
  plan_id: Text;
  /** Version of the plan; missing for the latest. */
  plan_version?: Int32;
}

/** What applies to the whole event batch. */
export interface Context {
  /** The data plan the events are made to. */
  data_plan?: DataPlan;
  /** Where the user is. */
  location?: Location;
}

/** How the events came in. */
export interface SourceInfo {
  /** The channel. */
  channel: "native" | "javascript" | "pixel" | "desktop" | "partner" | "server_to_server" | "unknown";
  /** Name of the feed. */
  partner?: Text;
  /** Request of the replay that resent it. */
  replay_request_id?: Text;
  /** Job of the replay that resent it. */
  replay_job_id?: Text;
  /** Whether the data is historical. */
  is_historical?: boolean;
}

/** What changed. */
export interface SystemNotificationData {
  /** The purpose. */
  purpose?: Text;
  /** The consent after. */
  current?: ConsentPurpose;
  /** The consent before. */
  old?: ConsentPurpose;
}

/** A change of consent that the platform reports with the event batch. */
export interface SystemNotification {
  /** The kind of notification. */
  type: "gdpr_change";
  /** What changed. */
  data?: SystemNotificationData;
}

/** What the installation is credited to. */
export interface AttributionInfo {
  /** The service that credits the installation. */
  service_provider: Text;
  /** The publisher. */
  publisher: Text;
  /** The campaign. */
  campaign: Text;
}

/** A session began. This event has no members of its own. */
export type SessionStartData = EventData;

/** A session ended. */
export interface SessionEndData extends EventData {
  /** How long the session lasted, in milliseconds. */
  session_duration_ms: Int64;
}

/** A screen or page was shown. */
export interface ScreenViewData extends EventData {
  /** Name of the screen. */
  screen_name: string;
  /** What the Android activity did: activity_started or activity_stopped. */
  activity_type?: Text;
}

/** An event that the sender named. */
export interface CustomEventData extends EventData {
  /** Name of the event. */
  event_name: string;
  /** The category of the event. */
  custom_event_type: "navigation" | "location" | "search" | "transaction" | "user_content" | "user_preference" | "social" | "other" | "media" | "attribution" | "unknown";
}

/** The application failed. */
export interface CrashReportData extends EventData {
  /** How bad it was. */
  severity: Text;
  /** What was reported. */
  message: Text;
  /** Class of the failure. */
  class_name?: Text;
  /** Stack trace, as text. */
  stack_trace?: Text;
  /** Innermost frame, or the view in front. */
  topmost_context?: Text;
  /** Crash file of the reporter library, in base64. */
  pl_crash_report_file_base64?: Text;
  /** Whether the application caught the failure and went on. */
  exception_handled?: boolean;
  /** Address the program was loaded at; unsigned, so it may pass the largest signed value. */
  ios_image_base_address?: Uint64;
  /** Size of the loaded program, in bytes. */
  ios_image_size?: Uint64;
  /** Number of sessions so far. */
  session_number?: Int32;
  /** What led up to the failure, oldest first: breadcrumb events. */
  breadcrumbs?: Array<Breadcrumb>;
}

/** The user opted out of tracking, or in again. */
export interface OptOutData extends EventData {
  /** True for out, false for in. */
  is_opted_out: boolean;
}

/** The application ran for the first time. This event has no members of its own. */
export type FirstRunData = EventData;

/** The platform publishes only the name of this type. Any members are allowed. */
export type PreAttributionData = EventData;

/** The device was registered for push messages, or unregistered. */
export interface PushRegistrationData extends EventData {
  /** True for registered, false for unregistered. */
  register: boolean;
  /** Token of the device, from the push service. */
  registration_token: string;
}

/** The application was started, left, put in the background or brought back. */
export interface ApplicationStateTransitionData extends EventData {
  /** What changed. */
  application_transition_type: "application_initialized" | "application_exit" | "application_background" | "application_foreground";
  /** Whether it is the first run since installation. */
  is_first_run?: boolean;
  /** Whether it is the first run of a newer version. */
  is_upgrade?: boolean;
  /** Whether the previous run ended well. */
  successfully_closed?: boolean;
  /** The push message that opened the application. */
  push_notification_payload?: Text;
  /** What opened the application. */
  launch_referral?: Text;
}

/** A push message was sent, arrived, or was acted on. */
export interface PushMessageData extends EventData {
  /** What became of the message. */
  push_message_type: "sent" | "received" | "action";
  /** Token of the device. */
  push_message_token: Text;
  /** The message as the push service carried it, most often JSON as text. */
  push_notification_payload: Text;
  /** The message the user sees. */
  message?: Text;
  /** The push service, for example apn or gcm. */
  network?: Text;
  /** Where the application was. */
  application_state?: "not_running" | "background" | "foreground";
  /** The action the user chose. */
  action_identifier?: Text;
  /**
   * What was done with the message: one word, or the sum of the bits 1 received, 2 opened
   * directly, 4 read, 8 opened under its influence, 16 displayed.
   */
  push_message_behavior?: "Received" | "DirectOpen" | "Read" | "InfluencedOpen" | "Displayed" | number | bigint;
}

/** The application made a request, and this is how it went. */
export interface NetworkPerformanceData extends EventData {
  /** Address of the request. */
  url: string;
  /** Status code of the response. */
  response_code: Int32;
  /** Method of the request. */
  http_verb?: string;
  /** Duration in milliseconds. */
  time_elapsed?: Int32;
  /** Bytes received. */
  bytes_in?: Int32;
  /** Bytes sent. */
  bytes_out?: Int32;
  /** Body of the request, in base64. */
  data?: Text;
}

/** A mark that the application left, of use when it fails later. */
export interface BreadcrumbData extends EventData {
  /** Text of the mark. */
  label: string;
  /** Number of sessions so far. */
  session_number?: Int32;
}

/** The user signed up, logged in or out, or the profile changed. */
export interface ProfileData extends EventData {
  /** The user before. */
  previous_mpid: Int64;
  /** The user after. */
  current_mpid: Int64;
  /** What happened. */
  profile_event_type: "signup" | "login" | "logout" | "update" | "delete";
}

/** The platform publishes only the name of this type. Any members are allowed. */
export type PushReactionData = EventData;

/** What is in the cart. */
export interface ShoppingCart {
  /** Products in the cart. */
  products: Array<Product>;
}

/**
 * Something was done with products or promotions: at least one of product_action,
 * promotion_action and product_impressions.
 */
export interface CommerceEventData extends EventData {
  product_action?: ProductAction;
  promotion_action?: PromotionAction;
  /** Products the user was shown, by list. */
  product_impressions?: Array<ProductImpression>;
  /** What is in the cart. */
  shopping_cart?: ShoppingCart;
  /** Currency of the amounts, by ISO 4217. */
  currency_code?: Text;
  /** Screen on which it happened. */
  screen_name?: string;
  /** Whether it happened without an action of the user. */
  is_non_interactive?: boolean;
  /** Name of the event. */
  event_name?: Text;
  /** The category of the event. */
  custom_event_type?: "add_to_cart" | "remove_from_cart" | "checkout" | "checkout_option" | "click" | "view_detail" | "purchase" | "refund" | "promotion_view" | "promotion_click" | "add_to_wishlist" | "remove_from_wishlist" | "impression" | "navigation" | "location" | "search" | "transaction" | "user_content" | "user_preference" | "social" | "other" | "media" | "attribution" | "unknown" | "consent_granted" | "consent_denied";
}

/** An attribute of the user changed. */
export interface UserAttributeChangeData extends EventData {
  /** Name of the attribute. */
  user_attribute_name: string;
  /** The value after; null where there is none. */
  new?: UserAttributeValue;
  /** The value before; null where there was none. */
  old?: UserAttributeValue;
  /** Whether the attribute was removed. */
  deleted?: boolean;
  /** Whether the user did not have it before. */
  is_new_attribute?: boolean;
}

/**
 * An identity of the user changed: new is missing if it was removed, old is missing if it was
 * added.
 */
export interface UserIdentityChangeData extends EventData {
  /** The identity after. */
  new?: UserIdentity;
  /** The identity before. */
  old?: UserIdentity;
}

/** The application was removed. This event has no members of its own. */
export type UninstallData = EventData;

/** Marks an event that was recorded because of a notification of the platform. */
export interface NotificationMark {
  /** The kind of notification. */
  type: "gdpr_change";
}

/** Members that the data of an event of any type may have. */
export interface EventData {
  /**
   * Number of the event. It stays the same if the event arrives twice or in another split:
   * consumers drop repeated events by it.
   */
  event_id?: Int64;
  /** When the event happened, in milliseconds since 1970, UTC. */
  timestamp_unixtime_ms?: Int64;
  /** When the event began, in milliseconds since 1970, UTC; most often the same as its timestamp. */
  event_start_unixtime_ms?: Int64;
  /** The sender's own id of the event. */
  source_message_id?: string;
  /** Number of the session the event belongs to. */
  session_id?: Int64;
  /** UUID of the session the event belongs to. */
  session_uuid?: Uuid;
  /** When the session began, in milliseconds since 1970, UTC; 0 where that is not known. */
  session_start_unixtime_ms?: Int64;
  /** Place of the event in its session, from zero. */
  event_num?: Int32;
  /** Attributes of the event, by name. */
  custom_attributes?: Attributes;
  custom_flags?: CustomFlags;
  /** Where the event happened. */
  location?: Location;
  device_current_state?: DeviceCurrentState;
  /** Whether a goal is set up for this event. */
  is_goal_defined?: boolean;
  /** By how much the event changes the user's lifetime value. */
  lifetime_value_change?: JsonNumber;
  /** The user attribute that contains the lifetime value. */
  lifetime_value_attribute_name?: Text;
  /** How the device was connected, such as wifi or mobile. */
  data_connection_type?: Text;
  /** The view that was in front. */
  view_controller?: Text;
  /** Whether the event was recorded on the main thread. */
  is_main_thread?: boolean;
  /** Full class name of the Android activity. */
  canonical_name?: Text;
  /** Marks an event that was recorded because of a notification of the platform. */
  event_system_notification_info?: NotificationMark;
  /** Address of the web page. */
  page_url?: Text;
  /** How long the user has been active on the site, in milliseconds. */
  active_time_on_site_ms?: JsonNumber;
}

/** The user's answer for one purpose, and its time. */
export interface ConsentPurpose {
  /** Whether the user consented. */
  consented: boolean;
  /** When the user answered, in milliseconds since 1970, UTC. */
  timestamp_unixtime_ms: Int64;
  /** The document that was shown. */
  document?: Text;
  /** Where the user was asked. */
  location?: Text;
  /** Device on which the user was asked. */
  hardware_id?: Text;
  /** The regulation. */
  regulation?: Text;
}

/** A place on the earth. */
export interface Location {
  /** Degrees north of the equator. */
  latitude?: JsonNumber;
  /** Degrees east of Greenwich. */
  longitude?: JsonNumber;
  /** Radius of uncertainty, in metres. */
  accuracy?: JsonNumber;
  /** Two-letter country code of ISO 3166-1. */
  country_code?: Text;
  /** Subdivision code of ISO 3166-2. */
  region_code?: Text;
  /** City. */
  city_name?: Text;
  /** Postal code. */
  postal_code?: Text;
  /** Code of the designated market area. */
  dma_code?: Int32;
  /** How the place was found. */
  location_source?: "unknown" | "ip_lookup" | "lat_long";
}

/** A breadcrumb event, carried inside a crash report. */
export interface Breadcrumb {
  data: BreadcrumbData;
  /** The kind of event. */
  event_type: "breadcrumb";
}

/** What was done with which products. */
export interface ProductAction {
  /** What was done. */
  action: "add_to_cart" | "remove_from_cart" | "checkout" | "checkout_option" | "click" | "view_detail" | "purchase" | "refund" | "add_to_wishlist" | "remove_from_wish_list" | "unknown";
  /** Step of the checkout. */
  checkout_step?: Int32;
  /** Options chosen in the checkout. */
  checkout_options?: Text;
  /** List the product was acted on in. */
  product_action_list?: Text;
  /** List the product came from. */
  product_list_source?: Text;
  /** Number of the order. */
  transaction_id?: string;
  /** Shop or branch. */
  affiliation?: Text;
  /** Total of the order. */
  total_amount?: JsonNumber;
  /** Tax in it. */
  tax_amount?: JsonNumber;
  /** Cost of shipping in it. */
  shipping_amount?: JsonNumber;
  /** Coupon used on the order. */
  coupon_code?: Text;
  /** The products. */
  products?: Array<Product>;
}

/** What was done with which promotions. */
export interface PromotionAction {
  /** What was done. */
  action: "view" | "click";
  /** The promotions. */
  promotions?: Array<Promotion>;
}

/** Products the user was shown in one list. */
export interface ProductImpression {
  /** Name of the list. */
  product_impression_list: string;
  /** The products. */
  products: Array<Product>;
}

/** One product, as it stood in the cart, order or list. */
export interface Product {
  /** Its number in the shop. */
  id?: string;
  /** Its name. */
  name?: string;
  /** Its brand. */
  brand?: Text;
  /** Its category. */
  category?: Text;
  /** Its variant. */
  variant?: Text;
  /** Its place in the list. */
  position?: Int32;
  /** Price of one. */
  price?: JsonNumber;
  /** How many. */
  quantity?: JsonNumber;
  /** Price of all. */
  total_product_amount?: JsonNumber;
  /** Coupon used on the product. */
  coupon_code?: Text;
  /** When it was put in the cart, in milliseconds since 1970, UTC; 0 where it was not. */
  added_to_cart_time_ms?: Int64;
  /** Attributes of the product, by name. */
  custom_attributes?: Attributes;
}

/** How the device was at the moment of the event. */
export interface DeviceCurrentState {
  /** Milliseconds since the application was started. */
  time_since_start_ms?: Int64;
  /** Charge of the battery from 0 to 1; -1 where it is not known. */
  battery_level?: JsonNumber;
  /** How the device is connected: offline, wifi or mobile. */
  data_connection_type?: Text;
  /** Finer kind of the connection. */
  data_connection_type_detail?: Text;
  /** Whether satellite positioning is on. */
  gps_state?: boolean;
  /** Memory in use in the whole system, in bytes. */
  total_system_memory_usage_bytes?: Int64;
  /** Free space on the internal storage, in bytes. */
  disk_space_free_bytes?: Int64;
  /** Free space on the external storage, in bytes. */
  external_disk_space_free_bytes?: Int64;
  /** What the processor reports about itself or its load. */
  cpu?: Text;
  /** Free memory of the system, in bytes. */
  system_memory_available_bytes?: JsonNumber;
  /** Whether the system is short of memory. */
  system_memory_low?: boolean;
  /** Below this many free bytes the system counts as short of memory. */
  system_memory_threshold_bytes?: JsonNumber;
  /** Memory that the application may still allocate, in bytes. */
  application_memory_available_bytes?: JsonNumber;
  /** Most memory that the application may allocate, in bytes. */
  application_memory_max_bytes?: JsonNumber;
  /** Memory that the application has allocated, in bytes. */
  application_memory_total_bytes?: JsonNumber;
  /** How the device is held. */
  device_orientation?: "portrait" | "portrait_upside_down" | "landscape" | "LandscapeLeft" | "LandscapeRight" | "FaceUp" | "FaceDown" | "Square";
  /** Which way the status bar runs. */
  status_bar_orientation?: "portrait" | "portrait_upside_down" | "landscape" | "LandscapeLeft" | "LandscapeRight" | "FaceUp" | "FaceDown" | "Square";
}

/** One promotion. */
export interface Promotion {
  /** Its id. */
  id?: string;
  /** Its name. */
  name?: string;
  /** Its creative. */
  creative?: Text;
  /** Where it stood. */
  position?: Text;
}

/** The data of each type of event. */
export interface EventDataByType {
  session_start: SessionStartData;
  session_end: SessionEndData;
  screen_view: ScreenViewData;
  custom_event: CustomEventData;
  crash_report: CrashReportData;
  opt_out: OptOutData;
  first_run: FirstRunData;
  pre_attribution: PreAttributionData;
  push_registration: PushRegistrationData;
  application_state_transition: ApplicationStateTransitionData;
  push_message: PushMessageData;
  network_performance: NetworkPerformanceData;
  breadcrumb: BreadcrumbData;
  profile: ProfileData;
  push_reaction: PushReactionData;
  commerce_event: CommerceEventData;
  user_attribute_change: UserAttributeChangeData;
  user_identity_change: UserIdentityChangeData;
  uninstall: UninstallData;
}

/** An event of one type. */
export interface EventOf<T extends keyof EventDataByType> {
  data: EventDataByType[T] & Required<Pick<EventData, "event_id">>;
  event_type: T;
}

/** An event: event_type determines which members its data has. */
export type Event = { [T in keyof EventDataByType]: EventOf<T> }[keyof EventDataByType];

/**
 * A signed 64-bit integer: a JSON number, or a string of its decimal digits without leading
 * zeros and plus sign. Values go beyond 2^53, so a reader must not convert them to a double.
 */
export type Int64 = bigint;

/**
 * An unsigned 64-bit integer: a JSON number, or a string of its decimal digits without leading
 * zeros and plus sign.
 */
export type Uint64 = number | bigint | string;

/** A signed 32-bit integer. */
export type Int32 = number;

/** A decimal number. */
export type JsonNumber = number;

/**
 * Text as a rule. The newest published schema of the platform (harvested in August 2026) also
 * allows a number or a boolean.
 */
export type Text = string | number | bigint | boolean;

/**
 * Thirty-two hexadecimal digits of either case in groups of 8-4-4-4-12; all zeros where there
 * is none.
 */
export type Uuid = string;

/**
 * The value of one attribute of an event or a product: a string as a rule; numbers, booleans
 * and null are allowed too.
 */
export type AttributeValue = string | number | bigint | boolean | null;

/** Attribute names with their values. */
export type Attributes = Record<string, AttributeValue>;

/** One value, or a list of values. Null is no value; elements of a list may be null too. */
export type UserAttributeValue = string | number | bigint | boolean | null | Array<string | number | bigint | boolean | null>;

/** Instructions for receivers, by name. A value may be text, a number, a list or an object. */
export type CustomFlags = Record<string, unknown>;

/** An IPv4 or IPv6 address, or an empty string. */
export type IpAddress = string;
