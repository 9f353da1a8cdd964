"""Generated from docs/event-batch.schema.json. Do not edit."""

from typing import Any, Literal, NotRequired, TypedDict

# Any value but null.
Present = dict[str, Any] | list[Any] | str | float | bool

# As a rule a signed 64-bit integer, as a JSON number or as a string of its decimal digits.
# Values go beyond 2^53, so a reader must not convert them to a double.
Int64 = Present

# As a rule a signed 32-bit integer. Some senders put it in quotes.
Int32 = Present

# As a rule a number. Some senders put it in quotes.
JsonNumber = Present

# As a rule text. Some senders write a number or a boolean.
Text = Present

# As a rule thirty-two hexadecimal digits of either case in groups of 8-4-4-4-12; all zeros,
# or an empty string, where there is none.
Uuid = Present

# Attribute names with their values.
Attributes = Present

# One value, or a list of values. Null is no value; elements of a list may be null too.
UserAttributeValue = Any

# Instructions for receivers, by name. A value may be text, a number, a list or an object.
CustomFlags = dict[str, Any]

# A place on the earth.
Location = Present

# One identity of the user.
UserIdentity = Any

# A change of consent that the platform reports with the event batch.
SystemNotification = Any

# What the installation is credited to.
AttributionInfo = Present

# As a rule an IPv4 or IPv6 address, or an empty string.
IpAddress = Present


class DeviceCurrentState(TypedDict):
    """How the device was at the moment of the event."""

    # Milliseconds since the application was started.
    time_since_start_ms: NotRequired[Int64]

    # Charge of the battery from 0 to 1; -1 where it is not known.
    battery_level: NotRequired[JsonNumber]

    # How the device is connected: offline, wifi or mobile.
    data_connection_type: NotRequired[Text]

    # Finer kind of the connection.
    data_connection_type_detail: NotRequired[Text]

    # Whether satellite positioning is on.
    gps_state: NotRequired[Present]

    # Memory in use in the whole system, in bytes.
    total_system_memory_usage_bytes: NotRequired[Int64]

    # Free space on the internal storage, in bytes.
    disk_space_free_bytes: NotRequired[Int64]

    # Free space on the external storage, in bytes.
    external_disk_space_free_bytes: NotRequired[Int64]

    # What the processor reports about itself or its load.
    cpu: NotRequired[Text]

    # Free memory of the system, in bytes.
    system_memory_available_bytes: NotRequired[JsonNumber]

    # Whether the system is short of memory.
    system_memory_low: NotRequired[Present]

    # Below this many free bytes the system counts as short of memory.
    system_memory_threshold_bytes: NotRequired[JsonNumber]

    # Memory that the application may still allocate, in bytes.
    application_memory_available_bytes: NotRequired[JsonNumber]

    # Most memory that the application may allocate, in bytes.
    application_memory_max_bytes: NotRequired[JsonNumber]

    # Memory that the application has allocated, in bytes.
    application_memory_total_bytes: NotRequired[JsonNumber]

    # How the device is held.
    device_orientation: NotRequired[Present]

    # Which way the status bar runs.
    status_bar_orientation: NotRequired[Present]


class EventData(TypedDict):
    """Members that the data of an event of any type may have."""

    # Number of the event. It stays the same if the event arrives twice or in another split:
    # consumers drop repeated events by it.
    event_id: NotRequired[Int64]

    # When the event happened, in milliseconds since 1970, UTC.
    timestamp_unixtime_ms: NotRequired[Int64]

    # When the event began, in milliseconds since 1970, UTC; most often the same as its timestamp.
    event_start_unixtime_ms: NotRequired[Int64]

    # The sender's own id of the event.
    source_message_id: NotRequired[Present]

    # Number of the session the event belongs to.
    session_id: NotRequired[Int64]

    # UUID of the session the event belongs to.
    session_uuid: NotRequired[Uuid]

    # When the session began, in milliseconds since 1970, UTC; 0 where that is not known.
    session_start_unixtime_ms: NotRequired[Int64]

    # Place of the event in its session, from zero.
    event_num: NotRequired[Int32]

    # Attributes of the event, by name.
    custom_attributes: NotRequired[Attributes]

    custom_flags: NotRequired[CustomFlags]

    # Where the event happened.
    location: NotRequired[Location]

    device_current_state: NotRequired[DeviceCurrentState]

    # Whether a goal is set up for this event.
    is_goal_defined: NotRequired[Present]

    # By how much the event changes the user's lifetime value.
    lifetime_value_change: NotRequired[JsonNumber]

    # The user attribute that contains the lifetime value.
    lifetime_value_attribute_name: NotRequired[Text]

    # How the device was connected, such as wifi or mobile.
    data_connection_type: NotRequired[Text]

    # The view that was in front.
    view_controller: NotRequired[Text]

    # Whether the event was recorded on the main thread.
    is_main_thread: NotRequired[Present]

    # Full class name of the Android activity.
    canonical_name: NotRequired[Text]

    # Marks an event that was recorded because of a notification of the platform.
    event_system_notification_info: NotRequired[Present]

    # Address of the web page.
    page_url: NotRequired[Text]

    # How long the user has been active on the site, in milliseconds.
    active_time_on_site_ms: NotRequired[JsonNumber]


class Event(TypedDict):
    """Something that the user or the application did: its type, and its data."""

    # What happened.
    data: EventData

    # The type of the event. Other types than these are forwarded too.
    event_type: str


class DeviceInfo(TypedDict):
    """The device the events come from."""

    # Brand.
    brand: NotRequired[Text]

    # Product name.
    product: NotRequired[Text]

    # Device name.
    device: NotRequired[Text]

    # Manufacturer.
    device_manufacturer: NotRequired[Text]

    # Model.
    device_model: NotRequired[Text]

    # Version of the operating system.
    os_version: NotRequired[Text]

    # Language set on the device.
    locale_language: NotRequired[Text]

    # Country set on the device.
    locale_country: NotRequired[Text]

    # Country the Android device reports.
    device_country: NotRequired[Text]

    # Country of the mobile network.
    network_country: NotRequired[Text]

    # Carrier of the mobile network.
    network_carrier: NotRequired[Text]

    # Code of the mobile network.
    network_code: NotRequired[Text]

    # Country code of the mobile network.
    network_mobile_country_code: NotRequired[Text]

    # Identifier of the system build.
    build_identifier: NotRequired[Text]

    # Release of the Android system.
    build_version_release: NotRequired[Text]

    # User agent of the browser.
    http_header_user_agent: NotRequired[Text]

    # Token for push messages.
    push_token: NotRequired[Text]

    # Radio technology in use.
    radio_access_technology: NotRequired[Text]

    # Architecture of the processor.
    cpu_architecture: NotRequired[Text]

    # Version of Bluetooth.
    bluetooth_version: NotRequired[Text]

    # Older identifier of the Android device.
    android_uuid: NotRequired[Text]

    # Advertising identifier on Windows and Xbox.
    microsoft_advertising_id: NotRequired[Text]

    # Publisher identifier on Windows and Xbox.
    microsoft_publisher_id: NotRequired[Text]

    # Identifier given by AMP pages.
    amp_id: NotRequired[Text]

    # Platform of the device.
    platform: NotRequired[Present]

    # Height of the screen in pixels.
    screen_height: NotRequired[Int32]

    # Width of the screen in pixels.
    screen_width: NotRequired[Int32]

    # Density of the screen in dots per inch.
    screen_dpi: NotRequired[Int32]

    # Hours ahead of UTC.
    timezone_offset: NotRequired[Int32]

    # Whether it is a tablet.
    is_tablet: NotRequired[Present]

    # Whether daylight saving time is on.
    is_dst: NotRequired[Present]

    # Whether the user limits advertising.
    limit_ad_tracking: NotRequired[Present]

    # Whether push messages may sound.
    push_notification_sound_enabled: NotRequired[Present]

    # Whether push messages may vibrate.
    push_notification_vibrate_enabled: NotRequired[Present]

    # Whether it can make calls.
    supports_telephony: NotRequired[Present]

    # Whether it has near-field communication.
    has_nfc: NotRequired[Present]

    # Whether Bluetooth is on.
    bluetooth_enabled: NotRequired[Present]

    # Advertising identifier on iOS and tvOS.
    ios_advertising_id: NotRequired[Uuid]

    # Vendor identifier on iOS and tvOS.
    ios_idfv: NotRequired[Uuid]

    # Advertising identifier on Android.
    android_advertising_id: NotRequired[Uuid]

    # Advertising identifier on Roku.
    roku_advertising_id: NotRequired[Uuid]

    # Publisher identifier on Roku.
    roku_publisher_id: NotRequired[Uuid]

    # Advertising identifier on Fire TV.
    fire_advertising_id: NotRequired[Uuid]

    # The user's answer to the tracking question of iOS.
    att_authorization_status: NotRequired[Present]

    # When the user answered the tracking question, in milliseconds since 1970, UTC.
    att_timestamp_unixtime_ms: NotRequired[Int64]


class ApplicationInfo(TypedDict):
    """The application the events come from."""

    # Its name.
    application_name: NotRequired[Text]

    # Its version.
    application_version: NotRequired[Text]

    # Its build number.
    application_build_number: NotRequired[Text]

    # What led to its installation.
    install_referrer: NotRequired[Text]

    # Its package name.
    package: NotRequired[Text]

    # The system it is made for.
    os: NotRequired[Present]

    # What Apple's search advertising reports about the installation, by version.
    apple_search_ads_attributes: NotRequired[Present]

    # How many kits were added manually.
    sideloaded_kits_count: NotRequired[JsonNumber]


class ConsentState(TypedDict):
    """What the user consented to."""

    # Consent under the GDPR, by purpose.
    gdpr: NotRequired[Present]

    # Consent under the CCPA.
    ccpa: NotRequired[Present]


class Context(TypedDict):
    """What applies to the whole event batch."""

    # The data plan the events are made to.
    data_plan: NotRequired[Present]

    # Where the user is.
    location: NotRequired[Location]


class SourceInfo(TypedDict):
    """How the events came in."""

    # The channel.
    channel: NotRequired[Present]

    # Name of the feed.
    partner: NotRequired[Text]

    # Request of the replay that resent it.
    replay_request_id: NotRequired[Text]

    # Job of the replay that resent it.
    replay_job_id: NotRequired[Text]

    # Whether the data is historical.
    is_historical: NotRequired[Present]


class EventBatch(TypedDict):
    """The body of every message with sqs.message.format=event-batch and
    event.validation=structure, which are the defaults: the events of one user with their
    context. It asserts only what the connector writes or checks itself, with any other
    settings. The connector forwards everything else as it came; these members are described,
    with the form that the platform documents in event-batch.strict.schema.json: x-required are
    the members that the strict schema requires, examples are its words. Every object is open:
    members that are not described are allowed. Null members appear only among user_attributes,
    custom_attributes, and as new and old of a user_attribute_change event; elements of arrays
    other than events may be null. Members marked x-int64 are 64-bit integers that
    event.int64.format converts. Members marked x-written are in every message unless a setting
    leaves them out: event.exclude.fields any of them, event.include.metadata=false source_info."""

    # The events, in order; empty when there are none.
    events: list[Event]

    # The platform's number of the user; it may be negative.
    mpid: NotRequired[Int64]

    # The platform's identifier of the device.
    mp_deviceid: NotRequired[Uuid]

    # When the event batch was received, in milliseconds since 1970, UTC; by default the timestamp
    # of the record.
    timestamp_unixtime_ms: NotRequired[Int64]

    # Number of the event batch. Messages that one event batch was divided into have the same.
    batch_id: NotRequired[Int64]

    # The setting event.unique.id.
    unique_id: NotRequired[Present]

    # The sender's own id of the upload.
    source_request_id: NotRequired[Text]

    # Id of this one message.
    message_id: NotRequired[Uuid]

    # Always events.
    message_type: NotRequired[Literal["events"]]

    # Version of the format: the setting event.schema.version, 2 by default.
    schema_version: NotRequired[int]

    # Whether these are real events or those of development.
    environment: NotRequired[Present]

    device_info: NotRequired[DeviceInfo]

    application_info: NotRequired[ApplicationInfo]

    # Attributes of the user, by name; names that begin with a dollar sign are reserved for the
    # platform. An attribute that is null is a tag: it has a name and no value.
    user_attributes: NotRequired[dict[str, UserAttributeValue]]

    # Names of user attributes to forget.
    deleted_user_attributes: NotRequired[list[Any]]

    # Identities of the user.
    user_identities: NotRequired[list[UserIdentity]]

    # Identities of the user with partners, by partner.
    partner_identities: NotRequired[dict[str, Text]]

    # Values kept for integrations, by module id.
    integration_attributes: NotRequired[dict[str, Present]]

    consent_state: NotRequired[ConsentState]

    context: NotRequired[Context]

    source_info: NotRequired[SourceInfo]

    # Notifications of the platform.
    system_notifications: NotRequired[list[SystemNotification]]

    # Internet address of the sender; it may be empty.
    ip: NotRequired[IpAddress]

    # The user the events were first recorded for.
    origin_mpid: NotRequired[Int64]

    attribution_info: NotRequired[AttributionInfo]

    # Identity of the user with one partner; the older form of partner_identities.
    partner_identity: NotRequired[Text]

    # Version of the software that recorded the events.
    sdk_version: NotRequired[Text]

    # Key of the sender, if the channel transports it in the text.
    api_key: NotRequired[Text]

    # Keys of the sender.
    api_keys: NotRequired[Present]

    # Job that sent the event batch.
    job_id: NotRequired[Text]

    # A mark that clients set when they changed the event batch.
    modified: NotRequired[Present]
