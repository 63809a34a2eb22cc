-- What Orleans' AdoNet providers look up, for the cluster host (docs/cluster.md): who is in the cluster, state of grains, reminders, and the
-- statements themselves, which the providers read from orleansquery by key and run with their own parameters. Nothing of the engine is here.

CREATE TABLE orleansquery (
    querykey text COLLATE "C" NOT NULL PRIMARY KEY,
    querytext text NOT NULL
);

-- One row a cluster: every change of its members moves the version on, so that two changes at one time cannot both succeed.
CREATE TABLE orleansmembershipversiontable (
    deploymentid text COLLATE "C" NOT NULL PRIMARY KEY,
    timestamp timestamptz NOT NULL DEFAULT now(),
    version int NOT NULL DEFAULT 0
);

CREATE TABLE orleansmembershiptable (
    deploymentid text COLLATE "C" NOT NULL REFERENCES orleansmembershipversiontable ON DELETE CASCADE,
    address text COLLATE "C" NOT NULL,
    port int NOT NULL,
    generation int NOT NULL,
    siloname text NOT NULL,
    hostname text NOT NULL,
    status int NOT NULL,
    proxyport int,
    suspecttimes text,
    starttime timestamptz NOT NULL,
    iamalivetime timestamptz NOT NULL,
    PRIMARY KEY (deploymentid, address, port, generation)
);

CREATE TABLE orleansreminderstable (
    serviceid text COLLATE "C" NOT NULL,
    grainid text COLLATE "C" NOT NULL,
    remindername text COLLATE "C" NOT NULL,
    starttime timestamptz NOT NULL,
    period bigint NOT NULL,
    grainhash int NOT NULL,
    version int NOT NULL,
    PRIMARY KEY (serviceid, grainid, remindername)
);
CREATE INDEX orleansreminderstable_hash ON orleansreminderstable (serviceid, grainhash);

CREATE TABLE orleansstorage (
    grainidhash int NOT NULL,
    grainidn0 bigint NOT NULL,
    grainidn1 bigint NOT NULL,
    graintypehash int NOT NULL,
    graintypestring text COLLATE "C" NOT NULL,
    grainidextensionstring text COLLATE "C",
    serviceid text COLLATE "C" NOT NULL,
    payloadbinary bytea,
    modifiedon timestamptz NOT NULL,
    version int NOT NULL
);
-- Unique, so that of two first writes only one succeeds.
CREATE UNIQUE INDEX orleansstorage_key ON orleansstorage (
    grainidhash, graintypehash, serviceid, grainidn0, grainidn1, graintypestring, coalesce(grainidextensionstring, ''));

INSERT INTO orleansquery (querykey, querytext) VALUES
('GatewaysQueryKey', $sql$
    SELECT address, proxyport, generation FROM orleansmembershiptable
    WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
$sql$),
('MembershipReadRowKey', $sql$
    SELECT v.deploymentid, v.version, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes,
        m.starttime, m.iamalivetime
    FROM orleansmembershipversiontable v
    LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid
        AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.deploymentid = @DeploymentId
$sql$),
('MembershipReadAllKey', $sql$
    SELECT v.deploymentid, v.version, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes,
        m.starttime, m.iamalivetime
    FROM orleansmembershipversiontable v
    LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid
    WHERE v.deploymentid = @DeploymentId
$sql$),
('InsertMembershipVersionKey', $sql$
    WITH added AS (
        INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM added
$sql$),
('UpdateIAmAlivetimeKey', $sql$
    UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
    WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$sql$),
('InsertMembershipKey', $sql$
    WITH moved AS (
        UPDATE orleansmembershipversiontable SET version = version + 1, timestamp = now()
        WHERE deploymentid = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM orleansmembershiptable
            WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deploymentid),
    added AS (
        INSERT INTO orleansmembershiptable
            (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM added
$sql$),
('UpdateMembershipKey', $sql$
    WITH moved AS (
        UPDATE orleansmembershipversiontable SET version = version + 1, timestamp = now()
        WHERE deploymentid = @DeploymentId AND version = @Version
        RETURNING deploymentid),
    changed AS (
        UPDATE orleansmembershiptable m SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
        FROM moved
        WHERE m.deploymentid = moved.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed
$sql$),
('DeleteMembershipTableEntriesKey', $sql$
    DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId
$sql$),
-- 3 is SiloStatus.Active: a silo that others still take for alive is never forgotten.
('CleanupDefunctSiloEntriesKey', $sql$
    DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3
$sql$),
('ReadReminderRowsKey', $sql$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND grainid = @GrainId
$sql$),
('ReadReminderRowKey', $sql$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName
$sql$),
('ReadRangeRows1Key', $sql$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash
$sql$),
-- The range goes over the end of the ring.
('ReadRangeRows2Key', $sql$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)
$sql$),
('UpsertReminderRowKey', $sql$
    INSERT INTO orleansreminderstable AS r (serviceid, grainid, remindername, starttime, period, grainhash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (serviceid, grainid, remindername) DO UPDATE
        SET starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = r.version + 1
    RETURNING version
$sql$),
('DeleteReminderRowKey', $sql$
    WITH removed AS (
        DELETE FROM orleansreminderstable
        WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version RETURNING 1)
    SELECT count(*) > 0 FROM removed
$sql$),
('DeleteReminderRowsKey', $sql$
    DELETE FROM orleansreminderstable WHERE serviceid = @ServiceId
$sql$),
('ReadFromStorageKey', $sql$
    SELECT payloadbinary, version FROM orleansstorage
    WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND serviceid = @ServiceId
        AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND graintypestring = @GrainTypeString
        AND coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
$sql$),
-- No row comes back where the version is another one by now, or where two first writes met: the provider takes that for a conflict.
('WriteToStorageKey', $sql$
    WITH changed AS (
        UPDATE orleansstorage SET payloadbinary = @PayloadBinary, modifiedon = now(), version = version + 1
        WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND serviceid = @ServiceId
            AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND graintypestring = @GrainTypeString
            AND coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
            AND version = @GrainStateVersion
        RETURNING version),
    added AS (
        INSERT INTO orleansstorage
            (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon,
             version)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary,
            now(), 1
        WHERE CAST(@GrainStateVersion AS int) IS NULL
        ON CONFLICT DO NOTHING RETURNING version)
    SELECT version AS newgrainstateversion FROM changed UNION ALL SELECT version FROM added
$sql$),
('ClearStorageKey', $sql$
    UPDATE orleansstorage SET payloadbinary = NULL, modifiedon = now(), version = version + 1
    WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND serviceid = @ServiceId
        AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND graintypestring = @GrainTypeString
        AND coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version AS newgrainstateversion
$sql$),
('DeleteStorageKey', $sql$
    DELETE FROM orleansstorage
    WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND serviceid = @ServiceId
        AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND graintypestring = @GrainTypeString
        AND coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version + 1 AS newgrainstateversion
$sql$);
