// Generated from docs/event-batch.schema.json. Do not edit.

/**
 * The body of every message with sqs.message.format=event-batch and
 * event.validation=structure, which are the defaults: the events of one user with their
 * context. It asserts only what the connector writes or checks itself, with any other
 * settings. The connector forwards everything else as it came; these members are described,
 * with the form that the platform documents in event-batch.strict.schema.json: x-required are
 * the members that the strict schema requires, examples are its words. Every object is open:
 * members that are not described are allowed. Null members appear only among user_attributes,
 * custom_attributes, and as new and old of a user_attribute_change event; elements of arrays
 * other than events may be null. Members marked x-int64 are 64-bit integers that
 * event.int64.format converts. Members marked x-written are in every message unless a setting
 * leaves them out: event.exclude.fields any of them, event.include.metadata=false source_info.
 */
export interface EventBatch {
  /** The events, in order; empty when there are none. */
  events: Array<Event>;
  /** The platform's number of the user; it may be negative. */
  mpid?: Int64;
  /** The platform's identifier of the device. */
  mp_deviceid?: Uuid;
  /**
   * When the event batch was received, in milliseconds since 1970, UTC; by default the timestamp
   * of the record.
   */
  timestamp_unixtime_ms?: Int64;
  /** Number of the event batch. Messages that one event batch was divided into have the same. */
  batch_id?: Int64;
  /** The setting event.unique.id. */
  unique_id?: Present;
  /** The sender's own id of the upload. */
  source_request_id?: Text;
  /** Id of this one message. */
  message_id?: Uuid;
  /** Always events. */
  message_type?: "events";
  /** Version of the format: the setting event.schema.version, 2 by default. */
  schema_version?: number;
  /** Whether these are real events or those of development. */
  environment?: Present;
  device_info?: DeviceInfo;
  application_info?: ApplicationInfo;
  /**
   * Attributes of the user, by name; names that begin with a dollar sign are reserved for the
   * platform. An attribute that is null is a tag: it has a name and no value.
   */
  user_attributes?: Record<string, UserAttributeValue>;
  /** Names of user attributes to forget. */
  deleted_user_attributes?: unknown[];
  /** Identities of the user. */
  user_identities?: Array<UserIdentity>;
  /** Identities of the user with partners, by partner. */
  partner_identities?: Record<string, Text>;
  /** Values kept for integrations, by module id. */
  integration_attributes?: Record<string, Present>;
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
  api_keys?: Present;
  /** Job that sent the event batch. */
  job_id?: Text;
  /** A mark that clients set when they changed the event batch. */
  modified?: Present;
}

/** Something that the user or the application did: its type, and its data. */
export interface Event {
  /** What happened. */
  data: EventData;
  /** The type of the event. Other types than these are forwarded too. */
  event_type: string;
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
  platform?: Present;
  /** Height of the screen in pixels. */
  screen_height?: Int32;
  /** Width of the screen in pixels. */
  screen_width?: Int32;
  /** Density of the screen in dots per inch. */
  screen_dpi?: Int32;
  /** Hours ahead of UTC. */
  timezone_offset?: Int32;
  /** Whether it is a tablet. */
  is_tablet?: Present;
  /** Whether daylight saving time is on. */
  is_dst?: Present;
  /** Whether the user limits advertising. */
  limit_ad_tracking?: Present;
  /** Whether push messages may sound. */
  push_notification_sound_enabled?: Present;
  /** Whether push messages may vibrate. */
  push_notification_vibrate_enabled?: Present;
  /** Whether it can make calls. */
  supports_telephony?: Present;
  /** Whether it has near-field communication. */
  has_nfc?: Present;
  /** Whether Bluetooth is on. */
  bluetooth_enabled?: Present;
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
  att_authorization_status?: Present;
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
  os?: Present;
  /** What Apple's search advertising reports about the installation, by version. */
  apple_search_ads_attributes?: Present;
  /** How many kits were added manually. */
  sideloaded_kits_count?: JsonNumber;
}

/** What the user consented to. */
export interface ConsentState {
  /** Consent under the GDPR, by purpose. */
  gdpr?: Present;
  /** Consent under the CCPA. */
  ccpa?: Present;
}

/** What applies to the whole event batch. */
export interface Context {
  /** The data plan the events are made to. */
  data_plan?: Present;
  /** Where the user is. */
  location?: Location;
}

/** How the events came in. */
export interface SourceInfo {
  /** The channel. */
  channel?: Present;
  /** Name of the feed. */
  partner?: Text;
  /** Request of the replay that resent it. */
  replay_request_id?: Text;
  /** Job of the replay that resent it. */
  replay_job_id?: Text;
  /** Whether the data is historical. */
  is_historical?: Present;
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
  source_message_id?: Present;
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
  is_goal_defined?: Present;
  /** By how much the event changes the user's lifetime value. */
  lifetime_value_change?: JsonNumber;
  /** The user attribute that contains the lifetime value. */
  lifetime_value_attribute_name?: Text;
  /** How the device was connected, such as wifi or mobile. */
  data_connection_type?: Text;
  /** The view that was in front. */
  view_controller?: Text;
  /** Whether the event was recorded on the main thread. */
  is_main_thread?: Present;
  /** Full class name of the Android activity. */
  canonical_name?: Text;
  /** Marks an event that was recorded because of a notification of the platform. */
  event_system_notification_info?: Present;
  /** Address of the web page. */
  page_url?: Text;
  /** How long the user has been active on the site, in milliseconds. */
  active_time_on_site_ms?: JsonNumber;
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
  gps_state?: Present;
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
  system_memory_low?: Present;
  /** Below this many free bytes the system counts as short of memory. */
  system_memory_threshold_bytes?: JsonNumber;
  /** Memory that the application may still allocate, in bytes. */
  application_memory_available_bytes?: JsonNumber;
  /** Most memory that the application may allocate, in bytes. */
  application_memory_max_bytes?: JsonNumber;
  /** Memory that the application has allocated, in bytes. */
  application_memory_total_bytes?: JsonNumber;
  /** How the device is held. */
  device_orientation?: Present;
  /** Which way the status bar runs. */
  status_bar_orientation?: Present;
}

/** Any value but null. */
export type Present = object | unknown[] | string | number | bigint | boolean;

/**
 * As a rule a signed 64-bit integer, as a JSON number or as a string of its decimal digits.
 * Values go beyond 2^53, so a reader must not convert them to a double.
 */
export type Int64 = Present;

/** As a rule a signed 32-bit integer. Some senders put it in quotes. */
export type Int32 = Present;

/** As a rule a number. Some senders put it in quotes. */
export type JsonNumber = Present;

/** As a rule text. Some senders write a number or a boolean. */
export type Text = Present;

/**
 * As a rule thirty-two hexadecimal digits of either case in groups of 8-4-4-4-12; all zeros,
 * or an empty string, where there is none.
 */
export type Uuid = Present;

/** Attribute names with their values. */
export type Attributes = Present;

/** One value, or a list of values. Null is no value; elements of a list may be null too. */
export type UserAttributeValue = unknown;

/** Instructions for receivers, by name. A value may be text, a number, a list or an object. */
export type CustomFlags = Record<string, unknown>;

/** A place on the earth. */
export type Location = Present;

/** One identity of the user. */
export type UserIdentity = unknown;

/** A change of consent that the platform reports with the event batch. */
export type SystemNotification = unknown;

/** What the installation is credited to. */
export type AttributionInfo = Present;

/** As a rule an IPv4 or IPv6 address, or an empty string. */
export type IpAddress = Present;

/** The 64-bit integers, as paths; [] is every element of an array, * every member. */
export const INT64_PATHS = [
  "batch_id",
  "consent_state.ccpa.data_sale_opt_out.timestamp_unixtime_ms",
  "consent_state.gdpr.*.timestamp_unixtime_ms",
  "device_info.att_timestamp_unixtime_ms",
  "events.[].data.breadcrumbs.[].data.device_current_state.disk_space_free_bytes",
  "events.[].data.breadcrumbs.[].data.device_current_state.external_disk_space_free_bytes",
  "events.[].data.breadcrumbs.[].data.device_current_state.time_since_start_ms",
  "events.[].data.breadcrumbs.[].data.device_current_state.total_system_memory_usage_bytes",
  "events.[].data.breadcrumbs.[].data.event_id",
  "events.[].data.breadcrumbs.[].data.event_start_unixtime_ms",
  "events.[].data.breadcrumbs.[].data.session_id",
  "events.[].data.breadcrumbs.[].data.session_start_unixtime_ms",
  "events.[].data.breadcrumbs.[].data.timestamp_unixtime_ms",
  "events.[].data.current_mpid",
  "events.[].data.device_current_state.disk_space_free_bytes",
  "events.[].data.device_current_state.external_disk_space_free_bytes",
  "events.[].data.device_current_state.time_since_start_ms",
  "events.[].data.device_current_state.total_system_memory_usage_bytes",
  "events.[].data.event_id",
  "events.[].data.event_start_unixtime_ms",
  "events.[].data.ios_image_base_address",
  "events.[].data.ios_image_size",
  "events.[].data.new.timestamp_unixtime_ms",
  "events.[].data.old.timestamp_unixtime_ms",
  "events.[].data.previous_mpid",
  "events.[].data.product_action.products.[].added_to_cart_time_ms",
  "events.[].data.product_impressions.[].products.[].added_to_cart_time_ms",
  "events.[].data.session_duration_ms",
  "events.[].data.session_id",
  "events.[].data.session_start_unixtime_ms",
  "events.[].data.shopping_cart.products.[].added_to_cart_time_ms",
  "events.[].data.timestamp_unixtime_ms",
  "mpid",
  "origin_mpid",
  "system_notifications.[].data.current.timestamp_unixtime_ms",
  "system_notifications.[].data.old.timestamp_unixtime_ms",
  "timestamp_unixtime_ms",
  "user_identities.[].timestamp_unixtime_ms",
] as const;
